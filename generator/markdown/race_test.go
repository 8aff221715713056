//go:build race

package markdown_test

// raceEnabled skips what is timed: the race detector makes it ten times slower.
const raceEnabled = true
