package serve

import (
	"bytes"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"balise/generator/diag"
)

// ownPath is where what is not the portal's stands: no territory, page or asset
// can have that name.
const ownPath = "/-/"

// media are the types of the files that build writes. The system's own table
// differs from one machine to the next.
var media = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8", ".vcf": "text/vcard; charset=utf-8",
	".json": "application/json", ".jsonld": "application/ld+json", ".geojson": "application/geo+json", ".webmanifest": "application/manifest+json",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".ico": "image/x-icon",
	".ods": "application/vnd.oasis.opendocument.spreadsheet", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// handler answers the browser.
type handler struct {
	*portal
	hosts []string // the names that it is called by
}

func newHandler(p *portal, port int) http.Handler {
	number := strconv.Itoa(port)
	return &handler{p, []string{"127.0.0.1:" + number, "localhost:" + number}}
}

// ServeHTTP keeps strangers out, then answers.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer")
	// A draft is nobody's business: other sites may neither frame nor load it.
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Content-Security-Policy", "frame-ancestors 'self'")
	switch {
	case !h.known(r.Host):
		// A name of elsewhere that leads here: DNS rebinding.
		http.Error(w, "balise serve: not called by its own name; open http://"+h.hosts[0]+facePath, http.StatusMisdirectedRequest)
	case !h.ours(r.Header.Get("Origin")):
		http.Error(w, "balise serve: asked by another site", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "balise serve: only GET and HEAD", http.StatusMethodNotAllowed)
	case strings.HasPrefix(r.URL.Path, ownPath):
		h.own(w, r)
	default:
		h.file(w, r)
	}
}

func (h *handler) known(host string) bool {
	for _, own := range h.hosts {
		if strings.EqualFold(host, own) || strings.EqualFold(host+":80", own) {
			return true
		}
	}
	return false
}

// ours tells whether a request comes from a page of this server: browsers say it
// of those that scripts make. A person who follows a link has no origin.
func (h *handler) ours(origin string) bool {
	if origin == "" {
		return true
	}
	host, ok := strings.CutPrefix(origin, "http://")
	return ok && h.known(host)
}

// file serves a file of the portal as a host of plain files would.
func (h *handler) file(w http.ResponseWriter, r *http.Request) {
	state := h.state.Load()
	if state == nil || state.tree == nil {
		h.nothing(w, state)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if data, ok := state.tree.File(name); ok {
		kind := media[path.Ext(name)]
		if kind == "" {
			kind = "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
		return
	}
	if _, ok := state.tree.File(name + "/index.html"); ok {
		folder := url.URL{Path: "/" + name + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, folder.String(), http.StatusTemporaryRedirect)
		return
	}
	w.Header().Set("Content-Type", media[".html"])
	w.WriteHeader(http.StatusNotFound)
	for folder := path.Dir(name); ; folder = path.Dir(folder) {
		if data, ok := state.tree.File(path.Join(folder, "404.html")); ok {
			_, _ = w.Write(data)
			return
		}
		if folder == "." || folder == "/" {
			return
		}
	}
}

// nothing answers while there is no portal to show: it is being read, or never
// was without errors.
func (h *handler) nothing(w http.ResponseWriter, s *state) {
	header := w.Header()
	header.Set("Content-Type", media[".txt"])
	header.Set("Retry-After", "1")
	w.WriteHeader(http.StatusServiceUnavailable)
	var b bytes.Buffer
	if s == nil {
		b.WriteString(h.say("Le portail est en cours de lecture.", "The portal is being read.") + "\n")
	} else {
		b.WriteString(h.say("Il n’y a pas encore de page à montrer : le portail a des erreurs.", "There is no page to show yet: the portal has errors.") + "\n\n")
		if s.problem != nil {
			b.WriteString(h.problem(s.problem) + "\n")
		}
		_ = diag.Text(&b, s.faults, h.Lang)
	}
	_, _ = w.Write(b.Bytes())
}

func (h *handler) say(fr, en string) string {
	if h.Lang == diag.English {
		return en
	}
	return fr
}
