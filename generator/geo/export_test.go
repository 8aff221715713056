package geo

// Embedded is the embedded file, for the tests that read it themselves.
var Embedded = embedded
