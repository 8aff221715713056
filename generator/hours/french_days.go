package hours

// days reads a list of days, and gives it to its clause.
func (f *reader) days() bool {
	list, n, ok := f.dayList()
	if !ok || n == 0 {
		return false
	}
	s := f.last()
	if f.unread && s != nil && !s.body() && s.said {
		return false
	}
	if f.unread && s != nil {
		f.foreign = true
	}
	switch {
	case s != nil && s.loose && !s.said && f.gap < 2:
	case s != nil && s.kind == opens && !s.said && len(s.times) > 0 && f.gap < 2 && f.hoursFirst():
	case s != nil && s.kind == opens && s.said && !s.body() && s.half == 0:
		return false // "Lundi : mardi 9h-12h": is Monday closed?
	case s != nil && s.kind == opens && !s.said && !s.body():
	default:
		if s, ok = f.begin(opens); !ok {
			return false
		}
	}
	s.said = true
	s.mask |= list.mask
	s.nth = append(s.nth, list.nth...)
	s.feast = s.feast || list.feast
	s.plural, s.many = list.plural, list.many
	f.i += n
	return true
}

// dayList is a list of days as read.
type dayList struct {
	mask   uint8
	nth    []daySelector
	feast  bool
	plural bool
	many   bool
}

// dayList reads "du lundi au jeudi et le samedi", "1er et 3e jeudis du mois",
// "samedi et jours fériés"; n is what it took.
func (f *reader) dayList() (list dayList, n int, ok bool) {
	i := f.i
	list.plural = f.i > 0 && f.at(f.i-1).plural
	for count := 0; ; count++ {
		used, ok := f.oneDay(&list, i)
		if !ok {
			return list, 0, false
		}
		list.many = list.many || count > 0
		i += used
		j := f.skipToDay(i)
		if j < 0 {
			return list, i - f.i, true
		}
		i = j
	}
}

// skipToDay is where a list of days goes on after i, or -1.
func (f *reader) skipToDay(i int) int {
	strong := 0
	for ; ; i++ {
		it := f.at(i)
		switch {
		case it.kind == breakItem && f.text[it.start] == '.' && !it.spaced && strong == 0:
			strong++ // "lun. mar."
		case it.kind == commaItem, it.kind == andItem, it.kind == slashItem, it.kind == silentItem:
		case it.isDay():
			if d, _ := f.dateAt(i); d != nil {
				return -1
			}
			return i
		default:
			return -1
		}
	}
}

// oneDay reads one day, a range of them, or numbered ones.
func (f *reader) oneDay(list *dayList, i int) (used int, ok bool) {
	it := f.at(i)
	switch it.kind {
	case feastItem:
		list.feast = true
		return 1, true
	case daysItem:
		if it.n == 1<<5-1 && !f.saysWeekend() {
			return 0, false // "en semaine": with or without Saturday?
		}
		list.mask |= uint8(it.n)
		list.many = true
		return 1, true
	case ordinalItem:
		return f.numbered(list, i)
	}
	d := daySelector{from: it.n, to: it.n}
	list.plural = list.plural || it.plural
	n := 1
	if j := f.rangeEnd(i + 1); j > 0 {
		d.to = f.at(j).n
		list.many = true
		n = j - i + 1
		around := f.at(i+1).kind == toItem && d.to != d.from // "du samedi au mardi"
		if f.rangeEnd(i+n) > 0 || d.to <= d.from && !around {
			return 0, false
		}
	}
	if f.at(i+n).kind == ofMonthItem { // "le mardi du mois": which one?
		return 0, false
	}
	list.mask |= d.mask()
	return n, true
}

// rangeEnd is where the other end of a range of days is: "au vendredi"; or -1.
func (f *reader) rangeEnd(i int) int {
	if it := f.at(i); it.kind == breakItem && f.text[it.start] == '.' && !it.spaced {
		i++ // "lun. - ven."
	}
	if k := f.at(i).kind; k != toItem && k != dashItem {
		return -1
	}
	for i++; f.at(i).kind == silentItem; i++ {
	}
	if f.at(i).kind == dayItem {
		return i
	}
	return -1
}

// saysWeekend reports whether the text speaks of Saturday or of the week-end.
func (f *reader) saysWeekend() bool {
	for i := range f.items {
		if it := &f.items[i]; it.kind == dayItem && it.n == 5 || it.kind == daysItem && it.n == 1<<5|1<<6 {
			return true
		}
	}
	return false
}

// numbered reads "1er mardi du mois", "1er, 3e et dernier jeudis du mois",
// "1er lundi et 3e jeudi du mois".
func (f *reader) numbered(list *dayList, i int) (used int, ok bool) {
	start := i
	for {
		var nth uint16
		for f.at(i).kind == ordinalItem {
			n := f.at(i).n
			if n < 0 {
				n = 8 - n
			}
			nth |= 1 << n
			for i++; ; i++ {
				if k := f.at(i).kind; k != andItem && k != commaItem && k != silentItem && k != slashItem {
					break
				}
			}
		}
		if f.at(i).kind != dayItem || nth == 0 {
			return 0, false
		}
		w := f.at(i).n
		list.nth = append(list.nth, daySelector{from: w, to: w, nth: nth})
		i++
		if it := f.at(i); it.kind == halfItem && f.at(i+1).kind == ofMonthItem {
			// "1er mardi matin du mois": the half is read after it.
			f.items[i], f.items[i+1] = f.items[i+1], f.items[i]
		}
		if f.at(i).kind == ofMonthItem {
			i++
			return i - start, true
		}
		j := i
		for k := f.at(j).kind; k == andItem || k == commaItem || k == silentItem; k = f.at(j).kind {
			j++
		}
		if f.at(j).kind != ordinalItem {
			return 0, false // "le 1er mardi": of what?
		}
		i = j
	}
}
