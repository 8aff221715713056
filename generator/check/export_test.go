package check

// Alone is alone, for the tests.
var Alone = alone
