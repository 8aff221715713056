package main

import (
	"bytes"
	"io"
	"os"
	"time"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/schollz/progressbar/v3"

	"balise/generator/exchange"
)

// watched tells whether a person looks at what is written to w.
func watched(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isTerminal(f)
}

// colours tells whether w shows colours: a terminal, unless its owner wants none
// (no-color.org) or it knows none.
func (a *app) colours(w io.Writer) bool {
	return watched(w) && a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb"
}

// showChanges prints what an import would change, as a unified diff.
func (a *app) showChanges(changes []exchange.Change) error {
	coloured := a.colours(a.stdout)
	for _, c := range changes {
		from := "a/" + c.Path
		if c.Created {
			from = "/dev/null"
		}
		to := "b/" + c.Path
		if c.Removed {
			to = "/dev/null"
		}
		text := diff.Diff(from, c.Before, to, c.After)
		if coloured {
			text = paint(text)
		}
		if _, err := a.stdout.Write(text); err != nil {
			return err
		}
	}
	return nil
}

// paint colours the lines of a diff: what goes in red, what comes in green.
func paint(text []byte) []byte {
	var b bytes.Buffer
	for line := range bytes.Lines(text) {
		colour := ""
		switch {
		case bytes.HasPrefix(line, []byte("---")), bytes.HasPrefix(line, []byte("+++")), bytes.HasPrefix(line, []byte("diff ")):
			colour = "\x1b[1m"
		case line[0] == '-':
			colour = "\x1b[31m"
		case line[0] == '+':
			colour = "\x1b[32m"
		case line[0] == '@':
			colour = "\x1b[36m"
		}
		if colour == "" {
			b.Write(line)
			continue
		}
		b.WriteString(colour)
		b.Write(bytes.TrimSuffix(line, []byte("\n")))
		b.WriteString("\x1b[0m\n")
	}
	return b.Bytes()
}

// progress shows how far an import is, on a terminal only.
type progress struct {
	a    *app
	bar  *progressbar.ProgressBar // nil before the first step, and when nobody looks
	step exchange.Step
	show bool
}

func (a *app) progress() *progress { return &progress{a: a, show: watched(a.stderr)} }

// tell is what exchange.ImportOptions.Progress wants.
func (p *progress) tell(step exchange.Step, done, total int) {
	if !p.show {
		return
	}
	if p.bar == nil || p.step != step || done == 0 {
		p.end()
		p.step = step
		names := map[exchange.Step]string{
			exchange.StepRows:    p.a.say("lecture des lignes", "reading rows"),
			exchange.StepCompare: p.a.say("recherche des lieux dits deux fois", "looking for places told twice"),
			exchange.StepFiles:   p.a.say("écriture", "writing"),
		}
		if step != exchange.StepRows || total == 0 {
			total = -1
		}
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.a.stderr), progressbar.OptionSetDescription(names[step]), progressbar.OptionSetWidth(30),
			progressbar.OptionEnableColorCodes(false), progressbar.OptionSetPredictTime(false), progressbar.OptionClearOnFinish(),
			progressbar.OptionShowCount(), progressbar.OptionSetElapsedTime(false),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetSpinnerChangeInterval(0)) // it draws nothing by itself
		_ = p.bar.RenderBlank()
		return
	}
	_ = p.bar.Set(done)
}

// end takes the bar away: what is printed next stands on a clean line.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}

// watchDownload shows how much of an answer has come, on a terminal only. size
// is negative when the answer does not say its own. end takes the bar away.
func (a *app) watchDownload(body io.Reader, size int64, what string) (watch io.Reader, end func()) {
	if !watched(a.stderr) {
		return body, func() {}
	}
	bar := progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(a.stderr), progressbar.OptionSetDescription(a.say("contours ", "outlines ")+what), progressbar.OptionSetWidth(30),
		progressbar.OptionEnableColorCodes(false), progressbar.OptionSetPredictTime(false), progressbar.OptionClearOnFinish(),
		progressbar.OptionShowBytes(true), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetSpinnerChangeInterval(0))
	reader := progressbar.NewReader(body, bar)
	return &reader, func() { _ = bar.Clear() }
}
