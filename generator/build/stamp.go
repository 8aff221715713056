package build

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"balise/generator/diag"
	"balise/generator/trace"
	"balise/generator/write"
)

// stamp is what a build leaves in the user's cache, so that the next one can
// tell that it has nothing to do: the same program, asked the same, would read
// the same, and what it wrote still stands. It is never part of the output, and
// a portal builds the same without it.
type stamp struct {
	Program string // what makes a build, besides what it reads: see program
	Inputs  string // a trace's text
	Sum     uint64 // of the output: see write.Stage.Sum
	Files   int
	Result  Result // without Written
	Diags   []diag.Diag
}

// stampFile is where the stamp of an output stands; empty when there is none to
// read nor to write: no cache, or a build of some territories only.
func (o *Options) stampFile() string {
	if o.Cache == "" || len(o.Territories) > 0 {
		return ""
	}
	out, err := filepath.Abs(o.Out)
	if err != nil {
		return ""
	}
	name := sha256.Sum256([]byte(out))
	return filepath.Join(o.Cache, hex.EncodeToString(name[:12])+".json")
}

// program sums what makes a build besides what it reads: the program itself,
// with the themes that it embeds; the day; the portal's folder.
func (o *Options) program() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%q %s ", dir, o.Today.Format(time.DateOnly))
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// unchanged tells whether the last build would be made again as it is. Whatever
// is missing or cannot be read, the answer is to build.
func (o *Options) unchanged(portal fs.FS) (*Result, []diag.Diag, bool) {
	src, err := os.ReadFile(o.stampFile())
	if err != nil {
		return nil, nil, false
	}
	var s stamp
	if json.Unmarshal(src, &s) != nil {
		return nil, nil, false
	}
	if program, err := o.program(); err != nil || program != s.Program || !trace.Same(portal, s.Inputs) {
		return nil, nil, false
	}
	stage, err := write.Open(o.Out, write.Options{})
	if err != nil {
		return nil, nil, false // building says why
	}
	defer stage.Abort()
	if sum, files, ok := stage.Sum(); !ok || sum != s.Sum || files != s.Files {
		return nil, nil, false
	}
	s.Result.Written = write.Summary{Unchanged: s.Files}
	return &s.Result, s.Diags, true
}

// remember leaves the stamp of a build. Without it the next build only takes
// longer: a fault of the cache is not one of the build.
func (o *Options) remember(inputs *trace.FS, res *Result, sum uint64, ds []diag.Diag) {
	name := o.stampFile()
	if name == "" {
		return
	}
	program, err := o.program()
	if err != nil {
		return
	}
	s := stamp{Program: program, Inputs: inputs.Text(), Sum: sum, Files: res.Written.Written + res.Written.Unchanged, Result: *res, Diags: ds}
	data, err := json.Marshal(s)
	if err != nil || os.MkdirAll(o.Cache, 0o700) != nil {
		return
	}
	// Written aside and renamed: whoever reads it meanwhile sees one or the other.
	f, err := os.CreateTemp(o.Cache, "*.tmp")
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if e := f.Close(); err != nil || e != nil || os.Rename(f.Name(), name) != nil {
		_ = os.Remove(f.Name())
	}
}
