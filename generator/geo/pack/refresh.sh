#!/bin/sh
# Makes generator/geo/cog.tsv.gz from one version of the npm package
# @etalab/decoupage-administratif. Needs npm, tar and go.
#
#   sh generator/geo/pack/refresh.sh 6.0.0
set -eu
version=${1:?usage: refresh.sh VERSION}
cd "$(dirname "$0")/../../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" "@etalab/decoupage-administratif@$version" >/dev/null
tar -xzf "$folder"/*.tgz -C "$folder"
go run ./generator/geo/pack "$folder/package/data"
