package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// squares are two communes that share a border.
const squares = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"56260","nom":"Vannes"},"geometry":{"type":"Polygon","coordinates":[[[-2.8,47.6],[-2.7,47.6],[-2.7,47.65],[-2.7,47.7],[-2.8,47.7],[-2.8,47.6]]]}},
{"type":"Feature","properties":{"code":"56243","nom":"Séné"},"geometry":{"type":"Polygon","coordinates":[[[-2.7,47.6],[-2.6,47.6],[-2.6,47.7],[-2.7,47.7],[-2.7,47.65],[-2.7,47.6]]]}}]}`

func TestGeoFetches(t *testing.T) {
	status, body, asked := http.StatusOK, squares, ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.String()
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	run := func(codes ...string) (string, string, error) {
		var out, complaints bytes.Buffer
		dir := filepath.Join(t.TempDir(), "portail")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "site.toml"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		a := &app{stdout: &out, stderr: &complaints, dir: dir, langFlag: "fr", getenv: func(string) string { return "" }}
		err := a.geo(geoService{server.URL, time.Second, time.Millisecond, 3}, codes, "")
		got, _ := os.ReadFile(filepath.Join(dir, "data/geo/56.json"))
		return string(got), out.String() + complaints.String(), err
	}
	got, said, err := run("56")
	if err != nil || !strings.Contains(got, `{"code":"56260","nom":"Vannes","centre":[-2.75,47.65],"contour":[[[[`) || !strings.Contains(said, "2 communes, écrit") {
		t.Errorf("%v, %s, %s", err, said, got)
	}
	if asked != "/departements/56/communes?fields=code%2Cnom%2Ccontour&format=geojson&geometry=contour" {
		t.Errorf("asked %s", asked)
	}
	for want, c := range map[string]struct {
		status int
		body   string
		code   string
	}{
		"a répondu 503":                   {503, "", "56"},
		"n’est pas un fichier GeoJSON":    {200, "<html>", "56"},
		"ne contient aucune commune du d": {200, squares, "29"},
	} {
		status, body = c.status, c.body
		if got, said, err := run(c.code); err != errFailed || !strings.Contains(said, want) || got != "" {
			t.Errorf("want %q: %v, %s", want, err, said)
		}
	}
	server.Close()
	if got, said, err := run("56"); err != errFailed || !strings.Contains(said, "ne répond pas") || !strings.Contains(said, "--from") || got != "" {
		t.Errorf("offline: %v, %s", err, said)
	}
}

// TestGeoAsksAgain: a service that fails once is asked again; one that says no,
// is not; one that keeps silent is not waited for.
func TestGeoAsksAgain(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request, try int)
		tries  int
		want   string
	}{
		"it fails once": {func(w http.ResponseWriter, _ *http.Request, try int) {
			if try == 1 {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			_, _ = w.Write([]byte(squares))
		}, 2, "2 communes, écrit"},
		"it hangs up": {func(w http.ResponseWriter, _ *http.Request, try int) {
			if try == 1 {
				w.Header().Set("Content-Length", "99999")
				_, _ = w.Write([]byte(squares[:40]))
				return
			}
			_, _ = w.Write([]byte(squares))
		}, 2, "2 communes, écrit"},
		"it keeps silent": {func(_ http.ResponseWriter, r *http.Request, _ int) { <-r.Context().Done() }, 3, "ne répond pas"},
		"it knows none":   {func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(http.StatusNotFound) }, 1, "a répondu 404"},
		"it says too much": {func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Length", "999999999")
			_, _ = w.Write([]byte("{"))
		}, 1, "est trop gros"},
	} {
		t.Run(name, func(t *testing.T) {
			var tries atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				c.answer(w, r, int(tries.Add(1)))
			}))
			defer server.Close()
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "site.toml"), nil, 0o644); err != nil {
				t.Fatal(err)
			}
			var said bytes.Buffer
			a := &app{stdout: &said, stderr: &said, dir: dir, langFlag: "fr", getenv: func(string) string { return "" }}
			err := a.geo(geoService{server.URL, 200 * time.Millisecond, time.Millisecond, 3}, []string{"56"}, "")
			if good := strings.Contains(c.want, "écrit"); good != (err == nil) || !strings.Contains(said.String(), c.want) {
				t.Errorf("%v, %s", err, &said)
			}
			if int(tries.Load()) != c.tries {
				t.Errorf("asked %d times, want %d", tries.Load(), c.tries)
			}
		})
	}
}
