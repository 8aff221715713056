package browser

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// counter is a host that compresses, forgets nothing in caches, and counts.
type counter struct {
	dir string

	mu       sync.Mutex
	requests int
	bytes    int
	counted  func(name string) bool
}

func (c *counter) count(f func(string) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests, c.bytes, c.counted = 0, 0, f
}

func (c *counter) seen() (requests, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.requests, c.bytes
}

// pagefindPage asks Pagefind what its own interface asks: five results.
const pagefindPage = `<!doctype html><html lang="fr"><title>Pagefind</title><script type="module">
window.pagefind = await import("/pagefind/pagefind.js");
window.ask = async q => (await Promise.all((await pagefind.search(q)).results.slice(0, 5).map(r => r.data()))).map(r => r.url);
</script>`

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
	if name == "mesure-pagefind.html" {
		data, err = []byte(pagefindPage), nil
	}
	if err != nil {
		http.NotFound(w, r)
		return
	}
	types := map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
	if kind := types[path.Ext(name)]; kind != "" {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(data)
		z.Close()
		data = b.Bytes()
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", kind)
	}
	w.Header().Set("Cache-Control", "no-store")
	c.mu.Lock()
	if c.counted != nil && c.counted(name) {
		c.requests++
		c.bytes += len(data)
	}
	c.mu.Unlock()
	w.Write(data)
}

// TestMeasureSearch measures the search of a site, and that of Pagefind when the
// site has a folder pagefind/, on a slow phone (4 times slower) and a slow 4G
// (150 ms, 1.6 Mbit/s). BALISE_MEASURE_SEARCH names the site's folder:
// docs/developpement/performance.md says how to make one. It fails never: it
// prints.
func TestMeasureSearch(t *testing.T) {
	dir := os.Getenv("BALISE_MEASURE_SEARCH")
	if dir == "" {
		t.Skip("skipped: BALISE_MEASURE_SEARCH names no site")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := &counter{dir: dir}
	server := &http.Server{Handler: host, ReadHeaderTimeout: time.Minute}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	base := "http://" + listener.Addr().String() + "/"
	b := newChromium(t, 1).tab(t)
	slow(b)

	questions := strings.Split("mot de passe,médiathèque,titre de séjour,déclaration trimestrielle,carte de sejour mairie,imprimer,france services oyonnax,attestation de droits,wifi,01000,conseiler numerique bourg en bresse,protéger compte enfant", ",")
	ours := func(name string) bool { return strings.Contains(name, "recherche") && path.Ext(name) == ".js" }
	theirs := func(name string) bool { return strings.HasPrefix(name, "pagefind/") }
	for _, q := range questions {
		text, _ := json.Marshal(q)
		b.open(base, "recherche.html")
		host.count(ours)
		b.open(base, "recherche.html")
		took := eval[float64](b, `new Promise(done => { const start = performance.now(); q.value = `+string(text)+`; q.form.requestSubmit(); `+ready+`.then(() => done(performance.now() - start)) })`)
		requests, size := host.seen()
		line := "first query, " + q + ": "
		t.Logf("%s%d requests, %.1f KB, %.0f ms; first %q", line, requests, float64(size)/1000, took, b.answers(base)[:min(1, len(b.answers(base)))])
		if _, err := os.Stat(filepath.Join(dir, "pagefind")); err == nil {
			host.count(theirs)
			b.open(base, "mesure-pagefind.html")
			took := eval[float64](b, `new Promise(done => { const start = performance.now(); const go = () => window.ask ? ask(`+string(text)+`).then(() => done(performance.now() - start)) : setTimeout(go, 10); go(); })`)
			requests, size := host.seen()
			t.Logf("    Pagefind: %d requests, %.1f KB, %.0f ms", requests, float64(size)/1000, took)
		}
	}

	asked, _ := json.Marshal(slices.Concat(questions, questions, questions))
	b.open(base, "recherche.html")
	warm := eval[[]float64](b, `(async () => {
		const times = [];
		for (const text of `+string(asked)+`) {
			document.querySelector('[data-dit]').textContent = '';
			const start = performance.now();
			q.value = text;
			q.form.requestSubmit();
			await new Promise(done => new MutationObserver(done).observe(document.querySelector('[data-dit]'), {childList: true}));
			times.push(performance.now() - start);
		}
		return times.slice(`+"12"+`);
	})()`)
	t.Logf("warm: median %.1f ms, p95 %.1f ms of %d; heap %.1f MB", share(warm, .5), share(warm, .95), len(warm), heap(b))
	b.open(base, "mesure-pagefind.html")
	if eval[bool](b, `new Promise(done => setTimeout(() => done(!!window.ask), 3000))`) {
		warm := eval[[]float64](b, `(async () => {
			const times = [];
			for (const text of `+string(asked)+`) {
				const start = performance.now();
				await ask(text);
				times.push(performance.now() - start);
			}
			return times.slice(12);
		})()`)
		t.Logf("    Pagefind: warm median %.1f ms, p95 %.1f ms of %d; heap %.1f MB", share(warm, .5), share(warm, .95), len(warm), heap(b))
	}
}

// slow makes a slow phone on a slow network of a tab.
func slow(b *tab) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
		b.t.Fatal(err)
	}
	conditions := []*network.Conditions{{Latency: 150, DownloadThroughput: 1.6e6 / 8, UploadThroughput: 750e3 / 8}}
	if _, err := chromedp.Call(b.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: conditions}); err != nil {
		b.t.Fatal(err)
	}
}

// heap is what scripts hold once garbage is collected, in megabytes.
func heap(b *tab) float64 {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
		b.t.Fatal(err)
	}
	used, err := chromedp.Call(b.ctx, runtime.GetHeapUsage, cdp.Empty{})
	if err != nil {
		b.t.Fatal(err)
	}
	return used.UsedSize / 1e6
}

func share(list []float64, part float64) float64 {
	sorted := slices.SortedFunc(slices.Values(list), cmp.Compare[float64])
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}
