package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// page is a built page, parsed.
type page struct {
	path string // slash-separated, from the output's root
	root *html.Node
	ids  map[string]bool
}

// pageFaults parses every page under dir and says what no page may hold:
//
//   - a link within the output that leads to no file, to no fragment, to a
//     folder, or that begins with a slash;
//   - a relative link out of a site, which is a folder that can be moved, or one
//     inside it by address, the portal's own (but canonical and 404.html);
//   - something to fetch from another server;
//   - a script other than the theme's files and ld+json that parses; a style;
//     an on* attribute; an address that is not http, https, mailto, tel, geo or
//     relative;
//   - no Content-Security-Policy, two elements of one id, no title or no h1.
func pageFaults(dir, address string) []string {
	var files []string
	exists, sites := map[string]bool{}, map[string]bool{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		exists[rel] = true
		if folder, ok := strings.CutSuffix(rel, "/mentions-legales.html"); ok {
			sites[folder] = true
		}
		if path.Ext(rel) == ".html" {
			files = append(files, rel)
		}
		return nil
	})
	if err != nil {
		return []string{err.Error()}
	}
	if len(files) == 0 {
		return []string{"no page in " + dir}
	}
	pages := make([]*page, len(files))
	faults := make([][]string, len(files))
	parallel(len(files), func(i int) {
		var err error
		if pages[i], err = parsePage(dir, files[i]); err != nil {
			faults[i] = []string{err.Error()}
		}
	})
	byPath := map[string]*page{}
	for _, p := range pages {
		if p != nil {
			byPath[p.path] = p
		}
	}
	parallel(len(files), func(i int) {
		if pages[i] != nil {
			in := &inspector{page: pages[i], pages: byPath, exists: exists, sites: sites, address: address}
			faults[i] = append(faults[i], in.inspect()...)
		}
	})
	return slices.Concat(faults...)
}

func parallel(n int, do func(int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func parsePage(dir, name string) (*page, error) {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p := &page{path: name, root: root, ids: map[string]bool{}}
	for n := range root.Descendants() {
		if id := attr(n, "id"); id != "" {
			p.ids[id] = true
		}
	}
	return p, nil
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// text is what an element holds, in one string.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// inspector looks at one page among those of an output.
type inspector struct {
	*page
	pages   map[string]*page
	exists  map[string]bool
	sites   map[string]bool
	address string
	faults  []string
}

func (in *inspector) fault(format string, args ...any) {
	in.faults = append(in.faults, in.path+": "+fmt.Sprintf(format, args...))
}

func (in *inspector) inspect() []string {
	seen := map[string]bool{}
	count := map[string]int{}
	csp := ""
	for n := range in.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Namespace == "" {
			count[n.Data]++
		}
		if id := attr(n, "id"); id != "" {
			if seen[id] {
				in.fault("two elements have the id %q", id)
			}
			seen[id] = true
		}
		if n.Data == "meta" && attr(n, "http-equiv") == "Content-Security-Policy" && n.Parent.Data == "head" {
			csp = attr(n, "content")
		}
		in.element(n)
	}
	if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "data:") || strings.Contains(csp, "http") {
		in.fault("Content-Security-Policy is %q", csp)
	}
	for _, one := range []string{"title", "h1", "main"} {
		if count[one] != 1 {
			in.fault("%d %s", count[one], one)
		}
	}
	return in.faults
}

func (in *inspector) element(n *html.Node) {
	switch n.Data {
	case "style", "iframe", "object", "embed", "base", "frame", "applet", "foreignobject", "noscript", "animate", "set":
		in.fault("element %s", n.Data)
	case "script":
		in.script(n)
	case "form": // without an address it serves a script, which shows it
		if attr(n, "action") == "" && !hidden(n) {
			in.fault("a form without an address")
		}
	}
	for _, a := range n.Attr {
		key := strings.ToLower(a.Key)
		switch {
		case strings.HasPrefix(key, "on") || key == "style" || key == "srcdoc" || key == "formaction" || key == "ping" || key == "background":
			in.fault("attribute %s=%q of %s", key, a.Val, n.Data)
		case key == "href" || key == "src" || key == "action" || key == "poster" || key == "cite" || key == "data":
			in.link(n, a.Val)
		case key == "srcset":
			for _, candidate := range strings.Split(a.Val, ",") {
				address, _, _ := strings.Cut(strings.TrimSpace(candidate), " ")
				in.link(n, address)
			}
		}
	}
	if n.Data == "meta" && strings.EqualFold(attr(n, "http-equiv"), "refresh") {
		in.fault("a refresh")
	}
}

func (in *inspector) script(n *html.Node) {
	switch {
	case attr(n, "type") == "application/ld+json":
		if body := text(n); !json.Valid([]byte(body)) {
			in.fault("ld+json does not parse: %.80q", body)
		}
	case attr(n, "src") == "":
		in.fault("a script in the page: %.80q", text(n))
	case strings.TrimSpace(text(n)) != "":
		in.fault("a script with both src and text")
	}
}

// loads tells whether a browser fetches the link by itself.
func loads(n *html.Node) bool {
	if n.Data == "link" {
		rel := attr(n, "rel")
		return rel != "canonical" && rel != "alternate"
	}
	return n.Data != "a" && n.Data != "form" && n.Data != "blockquote" && n.Data != "q"
}

func (in *inspector) link(n *html.Node, address string) {
	where := n.Data + " " + attr(n, "rel")
	u, err := url.Parse(address)
	if err != nil {
		in.fault("%s to %q: %v", where, address, err)
		return
	}
	whole := n.Data == "link" && attr(n, "rel") == "canonical" || path.Base(in.path) == "404.html"
	switch {
	case address == "" || address != strings.TrimSpace(address):
		in.fault("%s to %q", where, address)
	case in.address != "" && strings.HasPrefix(address, strings.TrimSuffix(in.address, "/")):
		rest, ok := strings.CutPrefix(address, in.address)
		if !ok || !whole && (site(in.path) == "" || site(in.path) == site(rest)) {
			in.fault("%s by the portal’s own address: %q", where, address)
		} else {
			in.local(where, rest)
		}
	case u.Scheme != "":
		if !slices.Contains([]string{"http", "https", "mailto", "tel", "geo"}, u.Scheme) {
			in.fault("%s to %q", where, address)
		} else if loads(n) {
			in.fault("%s fetches %q", where, address)
		}
	case u.Host != "" || strings.HasPrefix(address, "/") || strings.HasPrefix(address, `\`):
		in.fault("%s to %q", where, address)
	case u.Path == "":
		in.fragment(where, in.path, u.Fragment)
	default:
		target := path.Join(path.Dir(in.path), u.Path)
		if strings.HasSuffix(u.Path, "/") || !in.exists[target] {
			in.fault("%s to %q: no such file", where, address)
		} else if in.sites[site(in.path)] && site(target) != site(in.path) {
			in.fault("%s to %q: out of the site", where, address)
		} else {
			in.fragment(where, target, u.Fragment)
		}
	}
}

// site is the first folder of a path: that of a site, if it is in a site.
func site(name string) string {
	first, _, nested := strings.Cut(name, "/")
	if !nested {
		return ""
	}
	return first
}

// local follows a link by the portal's own address.
func (in *inspector) local(where, rest string) {
	u, err := url.Parse(rest)
	if err != nil {
		in.fault("%s to %q: %v", where, rest, err)
		return
	}
	target := u.Path
	if target == "" || strings.HasSuffix(target, "/") {
		target += "index.html"
	}
	if !in.exists[target] {
		in.fault("%s to %q: no such file", where, rest)
		return
	}
	in.fragment(where, target, u.Fragment)
}

func (in *inspector) fragment(where, target, id string) {
	if p := in.pages[target]; id != "" && p != nil && !p.ids[id] {
		in.fault("%s to %q: no such fragment in %s", where, id, target)
	}
}

// hidden tells whether an element, or one that it stands in, is hidden until a
// script shows it.
func hidden(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		for _, a := range n.Attr {
			if a.Key == "hidden" {
				return true
			}
		}
	}
	return false
}
