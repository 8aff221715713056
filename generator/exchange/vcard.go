package exchange

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"balise/generator/diag"
	"balise/generator/hours"
	"balise/generator/model"
)

// VCards writes structures as contact cards, one after another: see
// [Options.AppendVCard]. An error is the writer's.
func (o Options) VCards(w io.Writer, structures []*model.Structure) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var card []byte
	for _, s := range structures {
		card = o.AppendVCard(card[:0], s)
		if _, err := out.Write(card); err != nil {
			return err
		}
	}
	return out.Flush()
}

// AppendVCard writes a structure at the end of dst as a contact card: vCard 4.0
// (RFC 6350), lines folded at 75 octets, CRLF ends of line. The note says the
// hours in French, and when the record was last changed.
func (o Options) AppendVCard(dst []byte, s *model.Structure) []byte {
	c := card{b: append(dst, "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\n"...)}
	c.start = len(c.b)
	id := uuid.NewSHA1(uuid.NewSHA1(uuid.NameSpaceURL, []byte(o.Namespace)), []byte("organization/"+s.ID))
	c.uri("UID", "urn:uuid:"+id.String())
	c.text("FN", s.Nom)
	c.text("ORG", s.Nom)
	street := []string{}
	if s.Adresse != "" {
		street = append(street, s.Adresse)
	}
	if s.ComplementAdresse != "" {
		street = append(street, s.ComplementAdresse)
	}
	c.begin("ADR;TYPE=work:;;")
	c.values(street)
	c.raw(";")
	c.escaped(s.Commune)
	c.raw(";;")
	c.escaped(postcodeOut(s))
	c.raw(";France")
	c.end()
	for _, n := range phoneNumbers(s) {
		c.text("TEL;TYPE=work", n)
	}
	for _, m := range s.Courriels {
		c.text("EMAIL;TYPE=work", m)
	}
	for _, u := range s.SiteWeb {
		c.uri("URL", webAddress(u))
	}
	if known(s) {
		b := appendNumber([]byte("geo:"), sixDecimals(s.Latitude))
		c.uri("GEO", string(appendNumber(append(b, ','), sixDecimals(s.Longitude))))
	}
	for _, l := range s.Langues {
		c.text("LANG", l)
	}
	if len(s.Services) > 0 {
		c.begin("CATEGORIES:")
		c.values(s.Services)
		c.end()
	}
	c.text("NOTE", o.note(s))
	if u := o.page(s); u != "" {
		c.uri("URL", u)
	}
	if !s.DateMaj.IsZero() {
		c.uri("REV", s.DateMaj.Format("20060102")+"T000000Z")
	}
	return append(c.b, "END:VCARD\r\n"...)
}

func (o Options) note(s *model.Structure) string {
	lines := make([]string, 0, 8)
	if s.Hours != nil {
		for _, l := range o.hours(s.Hours) {
			lines = append(lines, strings.TrimPrefix(l.Days+"\u00a0: "+l.Hours, "\u00a0: "))
		}
	} else if s.Horaires != "" {
		lines = append(lines, s.Horaires)
	}
	if s.HorairesTexte != "" {
		lines = append(lines, s.HorairesTexte)
	}
	lines = append(lines, closures(s, o.Today)...)
	if s.PresentationResume != "" {
		lines = append(lines, s.PresentationResume)
	}
	if !s.DateMaj.IsZero() {
		lines = append(lines, "Mis à jour le "+s.DateMaj.Format("02/01/2006")+".")
	}
	return strings.Join(lines, "\n")
}

func (o Options) hours(s *hours.Schedule) []hours.Line {
	if o.Say != nil {
		return o.Say(s)
	}
	return s.Say(diag.French)
}

// card is a vCard being written.
type card struct {
	b     []byte
	start int // of the line being written
}

func (c *card) begin(head string) {
	c.start = len(c.b)
	c.b = append(c.b, head...)
}

func (c *card) raw(v string) { c.b = append(c.b, v...) }

// escaped writes a text (RFC 6350, section 3.4).
func (c *card) escaped(v string) {
	for i := 0; i < len(v); i++ {
		switch ch := v[i]; {
		case ch == '\\' || ch == ',' || ch == ';':
			c.b = append(c.b, '\\', ch)
		case ch == '\n':
			c.b = append(c.b, '\\', 'n')
		case ch < ' ' && ch != '\t' || ch == 0x7f: // never in a card
		default:
			c.b = append(c.b, ch)
		}
	}
}

func (c *card) values(list []string) {
	for i, v := range list {
		if i > 0 {
			c.b = append(c.b, ',')
		}
		c.escaped(v)
	}
}

func (c *card) text(head, value string) {
	if value != "" {
		c.begin(head)
		c.b = append(c.b, ':')
		c.escaped(value)
		c.end()
	}
}

// uri writes a value that is not escaped: an address, a moment.
func (c *card) uri(head, value string) {
	if value != "" && !strings.ContainsAny(value, "\r\n") {
		c.begin(head)
		c.b = append(c.b, ':')
		c.b = append(c.b, value...)
		c.end()
	}
}

// maxOctets is how long a line of a card may be, its end not counted.
const maxOctets = 75

// end folds the line (RFC 6350, section 3.2), never inside a character.
func (c *card) end() {
	if len(c.b)-c.start <= maxOctets {
		c.b = append(c.b, '\r', '\n')
		return
	}
	line := string(c.b[c.start:])
	c.b = c.b[:c.start]
	for room := maxOctets; len(line) > room; room = maxOctets - 1 { // less the space
		cut := room
		for cut > 0 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		if cut == 0 { // bytes that are no UTF-8
			cut = room
		}
		c.b = append(append(c.b, line[:cut]...), "\r\n "...)
		line = line[cut:]
	}
	c.b = append(append(c.b, line...), '\r', '\n')
}
