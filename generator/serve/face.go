package serve

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"balise/generator/build"
	"balise/generator/diag"
)

const (
	facePath  = ownPath + "voir/"
	statePath = ownPath + "etat"
)

//go:embed face
var faceFiles embed.FS

var faceTemplate = template.Must(template.ParseFS(faceFiles, "face/voir.html"))

// facePolicy lets the face load its own two files, frame the portal's pages and
// listen to the server: nothing else, and nobody may frame it.
const facePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// own answers under ownPath.
func (h *handler) own(w http.ResponseWriter, r *http.Request) {
	switch name := r.URL.Path; {
	case name == statePath:
		h.events(w, r)
	case name == ownPath+"voir.js", name == ownPath+"voir.css":
		data, _ := faceFiles.ReadFile("face/" + strings.TrimPrefix(name, ownPath))
		w.Header().Set("Content-Type", media[name[strings.LastIndexByte(name, '.'):]])
		_, _ = w.Write(data)
	case strings.HasPrefix(name, facePath):
		h.face(w, r)
	case name == ownPath:
		http.Redirect(w, r, facePath, http.StatusTemporaryRedirect)
	default:
		http.NotFound(w, r)
	}
}

// faceView fills voir.html.
type faceView struct {
	Lang  diag.Lang
	Page  string // the address that the frame opens
	Run   string // see stateView
	Shown uint64 // the tree that its page is made of, at least
	Face  string
	State string
	FR    bool
}

// face is the page that holds another: /-/voir/morbihan/ shows /morbihan/.
func (h *handler) face(w http.ResponseWriter, r *http.Request) {
	rest := strings.TrimPrefix(r.URL.Path, facePath)
	if strings.HasPrefix(rest, "/") || strings.HasPrefix("/"+rest, ownPath) || strings.Contains(rest, `\`) {
		http.NotFound(w, r) // another server's address, or a face in a face
		return
	}
	page := url.URL{Path: "/" + rest, RawQuery: r.URL.RawQuery}
	v := faceView{Lang: h.Lang, Page: page.String(), Run: h.run, Face: facePath, State: statePath, FR: h.Lang != diag.English}
	if s := h.state.Load(); s != nil {
		v.Shown = s.page
	}
	var b bytes.Buffer
	if err := faceTemplate.Execute(&b, v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Security-Policy", facePolicy)
	w.Header().Set("Content-Type", media[".html"])
	_, _ = w.Write(b.Bytes())
}

// mostShown is how many faults the face shows; the others are counted.
const mostShown = 50

// stateView is what the face is told of a state.
type stateView struct {
	Run      string      `json:"run"`  // another when the server was started again
	Page     uint64      `json:"page"` // another when pages may have changed
	Problem  string      `json:"problem"`
	Errors   int         `json:"errors"`
	Warnings int         `json:"warnings"`
	Title    string      `json:"title"` // says how many there are; empty for none
	Faults   []faultView `json:"faults"`
	More     string      `json:"more"`  // says how many are not shown
	Stale    bool        `json:"stale"` // the pages are those of before the errors
}

type faultView struct {
	Level   string `json:"level"` // "error" or "warning"
	Word    string `json:"word"`  // the level, said
	Place   string `json:"place"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Excerpt string `json:"excerpt"`
}

func (h *handler) view(s *state) stateView {
	v := stateView{Run: h.run, Page: s.page, Faults: []faultView{}, Stale: s.failed() && s.tree != nil}
	v.Errors, v.Warnings = diag.Count(s.faults)
	if s.problem != nil {
		v.Problem = h.problem(s.problem)
	}
	v.Title = h.counted(v.Errors, v.Warnings)
	faults := slices.Clone(s.faults)
	slices.SortStableFunc(faults, func(a, b diag.Diag) int { return cmp.Compare(a.Level, b.Level) })
	for _, d := range faults[:min(len(faults), mostShown)] {
		v.Faults = append(v.Faults, faultView{
			Level: d.Level.String(), Word: d.Level.Word(h.Lang), Place: d.At.String(),
			Message: d.Message(h.Lang), Hint: d.Hint(h.Lang), Excerpt: d.Drawing(),
		})
	}
	if n := len(faults) - mostShown; n > 0 {
		v.More = fmt.Sprintf(h.say("Non montrés : %d.", "Not shown: %d."), n)
	}
	return v
}

// counted says how many faults there are; empty for none.
func (h *handler) counted(errs, warnings int) string {
	var parts []string
	if errs > 0 {
		parts = append(parts, h.number(errs, "erreur", "error"))
	}
	if warnings > 0 {
		parts = append(parts, h.number(warnings, "avertissement", "warning"))
	}
	return strings.Join(parts, ", ")
}

func (h *handler) number(n int, fr, en string) string {
	word := h.say(fr, en)
	if n > 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}

// problem says a fault of the machine.
func (h *handler) problem(err error) string {
	var usage *build.UsageError
	if errors.As(err, &usage) {
		return h.say(usage.FR, usage.EN)
	}
	return err.Error()
}

// beat is how often something is said to those who listen, so that what stands
// between does not take the line for dead.
const beat = 15 * time.Second

// events tells a face each state, the first at once (server-sent events).
func (h *handler) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	line := http.NewResponseController(w)
	if r.Method == http.MethodHead || write(w, line, "retry: 500\n\n") != nil {
		return
	}
	changed, stop := h.subscribe()
	defer stop()
	alive := time.NewTicker(beat)
	defer alive.Stop()
	for {
		if s := h.state.Load(); s != nil {
			data, err := json.Marshal(h.view(s))
			if err != nil || write(w, line, "id: "+fmt.Sprint(s.version)+"\ndata: "+string(data)+"\n\n") != nil {
				return
			}
		}
		for waiting := true; waiting; {
			select {
			case <-r.Context().Done():
				return
			case <-changed:
				waiting = false
			case <-alive.C:
				if write(w, line, ": -\n\n") != nil {
					return
				}
			}
		}
	}
}

// write sends text at once, or fails: a browser that takes nothing is let go.
func write(w http.ResponseWriter, line *http.ResponseController, text string) error {
	_ = line.SetWriteDeadline(time.Now().Add(beat)) // not every server has one
	if _, err := w.Write([]byte(text)); err != nil {
		return err
	}
	return line.Flush()
}
