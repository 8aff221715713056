// Package browser holds the tests that open the example portal in a real
// browser: what a reader sees, hears and reaches with a keyboard.
//
// They build the portal of this repository, serve it on the loopback interface
// under a sub-path and a strict content security policy, and open every kind of
// page in every language with Chromium: axe-core finds no violation, nothing is
// asked of anyone else, nothing overflows, all is reached with Tab and Enter,
// and the same bytes work from a USB key.
//
// The package has tests only, and nothing to import. They want Chromium (found
// on the PATH, or where CHROME_PATH says) and axe-core ("npm ci" in testdata);
// they are skipped where one is missing, and fail there when BALISE_FULL=1.
// What a tool cannot see, such as whether a sentence is clear, is not tested here.
package browser
