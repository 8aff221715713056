#!/bin/sh
# Makes generator/geo/cog.tsv.gz from one version of the npm package
# @etalab/decoupage-administratif. Needs npm, tar and go.
#
#   sh generator/geo/pack/refresh.sh 6.0.0
#
# The names that communes had come from version 0.7.0, the last one that tells
# them.
set -eu
version=${1:?usage: refresh.sh VERSION}
history=0.7.0
cd "$(dirname "$0")/../../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for v in "$version" "$history"; do
	mkdir "$folder/$v.d"
	npm pack --silent --pack-destination "$folder" "@etalab/decoupage-administratif@$v" >/dev/null
	tar -xzf "$folder"/*-"$v".tgz -C "$folder/$v.d"
done
go run ./generator/geo/pack "$folder/$version.d/package/data" "$folder/$history.d/package/data/historique-communes.json"
