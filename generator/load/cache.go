package load

import (
	"bytes"
	"io/fs"
	"slices"
	"sync"
	"time"

	"balise/generator/diag"
	"balise/generator/model"
)

// Cache remembers what the files of a portal gave when they were parsed, so that
// reading the portal again parses those that changed. Its laws:
//
//  1. What a file gave is given back for the same name, the same bytes and the
//     same terms only: terms are all else that parsing it depends on, such as
//     the portal's languages. Bytes are compared with bytes; dates and sums,
//     which may lie, are not asked.
//  2. It holds what comes of one file alone. What comes of several (territories,
//     layers, who belongs where) is made anew each time, and so cannot be stale.
//  3. What it holds never changes: see the model. So two portals share it, and
//     an address that is the same tells that a value is.
//  4. After a reading it holds what that reading used, and nothing older: it is
//     never larger than one portal.
//
// A nil Cache remembers nothing. A Cache is for one reading at a time.
type Cache struct {
	mu   sync.Mutex
	last map[string]memory // of the last reading
	now  map[string]memory // of this one
}

// memory is what a file gave.
type memory struct {
	src   []byte
	terms string
	v     any
	ds    []diag.Diag
}

// Again is From with what cache remembers of the last reading.
func Again(fsys fs.FS, today time.Time, cache *Cache) (*model.Portal, []diag.Diag) {
	l := &loader{fsys: fsys, today: today, cache: cache}
	if cache != nil {
		cache.now = map[string]memory{}
	}
	p := l.portal()
	if cache != nil {
		cache.last, cache.now = cache.now, nil
	}
	return p, diag.Sort(l.ds)
}

// remembered parses a file, unless the cache knows what it gives.
func remembered[T any](c *Cache, file string, src []byte, terms string, parse func(file string, src []byte) (T, []diag.Diag)) (T, []diag.Diag) {
	if c == nil {
		return parse(file, src)
	}
	c.mu.Lock()
	m, known := c.last[file]
	c.mu.Unlock()
	v, same := m.v.(T)
	if !known || !same || m.terms != terms || !bytes.Equal(m.src, src) {
		m = memory{src: src, terms: terms}
		v, m.ds = parse(file, src)
		m.v = v
	}
	c.mu.Lock()
	c.now[file] = m
	c.mu.Unlock()
	return v, slices.Clone(m.ds)
}
