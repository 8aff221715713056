package diag

var catalogueTheme = map[Code]Entry{}
