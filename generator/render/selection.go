package render

import (
	"hash/fnv"
	"strconv"
	"strings"

	"balise/generator/model"
	"balise/generator/theme"
)

// A reader's selection is kept in the page's address, behind the #, so that
// nothing is stored and a server never sees it. The page that shows it finds
// the places in small scripts, which work from a USB key where a page may not
// fetch. A place is always in the same one, told by its id: a place that comes
// or goes changes one file.
const placesAShard = 32 // on average; about 8 KB

// shards is how many files the places are in: a power of two, so that it
// changes seldom.
func (r *Site) shards() int {
	n := 1
	for n*placesAShard < len(r.Structures) {
		n *= 2
	}
	return n
}

// shardOf is the number of the file that a place is in: FNV-1a of its id, as in
// clair.js.
func shardOf(id string, shards int) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32()) & (shards - 1)
}

// selection fills selection.html.
func (c *context) selection() *theme.Selection {
	l := c.lang
	return &theme.Selection{
		Page:   c.frame(l.T("titre.selection"), "", l.T("description.selection", c.Territory.Name)),
		Shards: "lieux/" + l.hours + "-", Count: c.shards(), Lang: l.record, Spoken: l.foreign(l.hours),
		Ways: c.waysToPaper(),
	}
}

// selectionShards are the scripts, one set for each language that hours are
// said in. Each calls clair.js with its places by id: name, address,
// telephone as it is read, telephone as it is dialled, hours, signs.
func (r *Site) selectionShards() []File {
	var files []File
	done := map[string]bool{}
	for _, tag := range r.portal.Site.Langues {
		l := r.langs[tag]
		if done[l.hours] {
			continue
		}
		done[l.hours] = true
		files = append(files, r.shardsIn(l)...)
	}
	return files
}

func (r *Site) shardsIn(l *language) []File {
	files := make([]File, r.shards())
	for i := range files {
		files[i].Path = "assets/lieux/" + l.hours + "-" + strconv.Itoa(i) + ".js"
		files[i].Data = []byte("baliseLieux({")
	}
	for _, s := range r.Territory.Structures { // by id
		file := &files[shardOf(s.ID, len(files))]
		if file.Data[len(file.Data)-1] != '{' {
			file.Data = append(file.Data, ",\n"...)
		}
		file.Data = r.appendShard(file.Data, l, s)
	}
	for i := range files {
		files[i].Data = append(files[i].Data, "})\n"...)
	}
	return files
}

// appendShard writes what a selection says of a place.
func (r *Site) appendShard(b []byte, l *language, s *model.Structure) []byte {
	p := l.paper()[s.ID]
	label, number := "", ""
	if p.Phone != nil {
		label, number = p.Phone.Label, s.Telephone
	}
	b = append(appendJSON(b, s.ID), ":["...)
	for _, text := range []string{p.Name, short(strings.Join(r.portal.where(s).envelope(s), ", "), 2*longestAddress), label, number, p.Hours} {
		b = append(appendJSON(b, text), ',')
	}
	return append(strconv.AppendInt(b, int64(p.flags), 10), ']')
}
