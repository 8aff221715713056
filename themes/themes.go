// Package themes embeds the themes that Balise ships, so that one binary is
// enough. A theme on disk wins over an embedded one, file by file: see package
// theme.
package themes

import "embed"

// FS holds one folder a theme.
//
//go:embed */theme.toml */templates */assets */i18n
var FS embed.FS
