// Command balise makes accessible static sites from a portal: Markdown guides
// and TOML listings of structures, one site for each territory.
//
//	balise build            makes the sites in public/
//	balise serve            shows them while they are written
//	balise check            reads everything, writes nothing, says what is wrong
//	balise new portail DIR  begins a portal
//	balise import FILE…     brings a listing in
//	balise export           sends the listing out
//	balise hours VALUE      says opening hours in words
//
// Rules of the interface. What a person must read goes to standard error, what
// a program may read goes to standard output. Exit status: 0 done, 1 the portal
// has errors or the machine failed, 2 wrong usage. Every command takes -C DIR
// and --lang. No command asks a question when its input is not a terminal.
package main

import (
	"io"
	"os"
	"runtime/debug"
)

// A portal of the whole country must build on the small machines that forges
// lend. Below the limit, collecting less often makes a build faster; near it,
// the collector works harder rather than let the build be killed.
const (
	gcPercent   = 400
	memoryLimit = 180 << 20 // bytes
)

func main() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(gcPercent)
		debug.SetMemoryLimit(memoryLimit)
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// run is main without the process: what it is given is all that it uses.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv}
	return a.run(args)
}
