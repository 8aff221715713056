package diag

var catalogueExchange = map[Code]Entry{}
