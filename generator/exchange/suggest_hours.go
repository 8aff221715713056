package exchange

// findEnds finds the columns that hold one end of the hours of a day, when both
// are there.
func (p *proposal) findEnds() {
	var found [2][3][7]*sample
	for _, s := range p.free() {
		day, half := dayColumn(s.name)
		if end := endColumn(s.name); day >= 0 && end >= 0 && s.filled > 0 && s.share(isLoneTime) > 0.5 && found[end][half][day] == nil {
			found[end][half][day] = s
		}
	}
	for half := range halves {
		for d := range dayNames {
			if found[0][half][d] == nil || found[1][half][d] == nil {
				continue
			}
			for end := range found {
				p.ends[end][half][d] = found[end][half][d].name
				p.claim(found[end][half][d], "horaires")
			}
		}
	}
}

// findDays finds the columns of one day, or of half a day.
func (p *proposal) findDays() {
	p.findEnds()
	for _, s := range p.free() {
		day, half := dayColumn(s.name)
		if day < 0 || s.filled > 0 && (s.share(isTimes) < 0.3 || s.share(isLoneTime) > 0.7) || p.days[half][day] != "" {
			continue
		}
		p.days[half][day] = s.name
		p.claim(s, "horaires")
	}
	if p.days == [3][7]string{} && p.ends[0] == [3][7]string{} {
		return
	}
	for _, s := range p.free() {
		if headerScore(s.name, nil, []string{"commentaire", "commentaires", "remarque", "remarques", "precisions"}) > 0 && s.filled > 0 {
			p.details = append(p.details, s.name)
			p.claim(s, "horaires")
		}
	}
}
