package browser

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is the longest that one thing asked of the browser may take, on a
// slow machine that does something else as well.
const patience = time.Minute

// lacks skips the test for want of a program, or fails it where nothing may be
// skipped.
func lacks(t *testing.T, format string, args ...any) {
	t.Helper()
	message := fmt.Sprintf(format, args...)
	if os.Getenv("BALISE_FULL") == "1" {
		t.Fatal(message)
	}
	t.Skip("skipped: " + message)
}

// findChromium is the path of the browser.
func findChromium(t *testing.T) string {
	t.Helper()
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}
	if name := os.Getenv("CHROME_PATH"); name != "" {
		names = []string{name}
	}
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	lacks(t, "no Chromium (%s): install it, or say where it is in CHROME_PATH", strings.Join(names, ", "))
	return ""
}

// chromium is one browser with a few tabs.
type chromium struct {
	tabs chan *tab
}

// newChromium starts the browser; it ends with the test. Every name but the
// loopback's is unknown to it.
func newChromium(t *testing.T, tabs int) *chromium {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(findChromium(t)),
		chromedp.NoSandbox, // it opens our own pages, and runs as root in a container
		chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	browser, cancel := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		_ = chromedp.Cancel(browser) // it may be gone already
		cancel()
	})
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	c := &chromium{tabs: make(chan *tab, tabs)}
	for range tabs {
		one, cancel := chromedp.NewContext(browser)
		t.Cleanup(cancel)
		opened := &tab{ctx: one}
		if err := opened.prepare(); err != nil {
			t.Fatal(err)
		}
		c.tabs <- opened
	}
	return c
}

// tab lends a tab to a test, which waits until one is free.
func (c *chromium) tab(t *testing.T) *tab {
	t.Helper()
	lent := <-c.tabs
	t.Cleanup(func() { c.tabs <- lent })
	lent.t = t
	lent.look(wide)
	lent.scripts(true)
	return lent
}

// tab is a tab of the browser, and what went wrong in it.
type tab struct {
	ctx context.Context
	t   *testing.T // the test that has it

	mu       sync.Mutex
	faults   []string
	within   string // what every address must begin with
	document string // the address that was opened, which may be lost
}

// prepare listens to what goes wrong, and gives the tab the focus, which a
// browser gives to one tab only.
func (b *tab) prepare() error {
	if err := chromedp.Listen(b.ctx, b.hear); err != nil {
		return err
	}
	_, err := chromedp.Call(b.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return err
}

// hear notes errors, refusals of the policy, and requests to anyone else.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, b.within) {
			b.faults = append(b.faults, "a request outside: "+e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, "an exception: "+exception(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.faults = append(b.faults, fmt.Sprintf("the console's %s: %s", e.Type, said(e.Args)))
		}
	case *log.EventEntryAdded:
		lost := e.Entry.Source == log.EntrySourceNetwork && e.Entry.URL == b.document
		if e.Entry.Level == log.EntryLevelError && !lost {
			b.faults = append(b.faults, fmt.Sprintf("the browser's log: %s %s", e.Entry.Text, e.Entry.URL))
		}
	}
}

// open opens an address that begins with within, and waits until it is loaded.
func (b *tab) open(within, address string) {
	b.t.Helper()
	b.mu.Lock()
	b.faults, b.within, b.document = nil, within, within+address
	b.mu.Unlock()
	b.do(chromedp.Navigate(within + address))
}

// heard is what went wrong since the page was opened.
func (b *tab) heard() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.faults)
}

// do runs actions, and ends the test when one fails.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// eval is the value of an expression in the page, once its promise is kept.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.80s: %v", expression, err)
	}
	return value
}

// press types keys.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// follow presses Enter on a link, and waits for the page that it leads to.
func (b *tab) follow() {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	loads := chromedp.Events(ctx, cdpage.LoadEventFired)
	b.press(kb.Enter)
	for _, err := range loads {
		if err != nil {
			b.t.Fatalf("Enter leads nowhere: %v", err)
		}
		return
	}
	b.t.Fatal("Enter leads nowhere")
}

// scripts switches the scripts of the pages to come on or off.
func (b *tab) scripts(on bool) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		b.t.Fatal(err)
	}
}

// look is how a reader sees a page.
type look struct {
	name     string
	width    int64
	media    string // "print", or empty for a screen
	features map[string]string
}

var (
	wide  = look{name: "1280 px", width: 1280}
	looks = []look{
		wide,
		{name: "1280 px, dark", width: 1280, features: map[string]string{"prefers-color-scheme": "dark"}},
		{name: "1280 px, forced colours", width: 1280, features: map[string]string{"forced-colors": "active"}},
		{name: "320 px", width: 320},
		{name: "320 px, dark", width: 320, features: map[string]string{"prefers-color-scheme": "dark"}},
		{name: "320 px, forced colours", width: 320, features: map[string]string{"forced-colors": "active"}},
		{name: "paper", width: 794, media: "print"},
	}
)

// look shows the page that way, with nothing that moves.
func (b *tab) look(l look) {
	b.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	for _, name := range []string{"prefers-color-scheme", "forced-colors"} {
		features = append(features, &emulation.MediaFeature{Name: name, Value: l.features[name]})
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: l.media, Features: features}); err != nil {
		b.t.Fatal(err)
	}
	size := emulation.SetDeviceMetricsOverrideParams{Width: l.width, Height: 800, DeviceScaleFactor: 1}
	if _, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, size); err != nil {
		b.t.Fatal(err)
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil {
		return d.Exception.Description
	}
	return d.Text
}

func said(args []*runtime.RemoteObject) string {
	var words []string
	for _, arg := range args {
		words = append(words, cmp.Or(arg.Description, string(arg.Value)))
	}
	return strings.Join(words, " ")
}
