package render

import (
	"strconv"
	"sync"

	"rsc.io/qr/coding"

	"balise/generator/theme"
)

// A QR code is for paper: it leads whoever holds a sheet to the page that was
// printed. Level M survives a fold or a stain on 15 % of the drawing, which is
// what a sheet goes through in a pocket.
const (
	qrLevel = coding.M
	qrQuiet = 4  // modules of white around the code (ISO/IEC 18004, 6.3.8)
	qrMax   = 20 // versions above are too fine for a phone to read on a small sheet
)

// qrPlans are the places of each bit in a code of a version, which cost more to
// find than a code to draw. The mask is the standard's first. Choosing the best
// of eight costs eight times more, and readers manage with any: see TestQRCode.
var qrPlans = func() (plans [qrMax + 1]func() *coding.Plan) {
	for v := range plans {
		plans[v] = sync.OnceValue(func() *coding.Plan {
			p, err := coding.NewPlan(coding.Version(v), qrLevel, 0)
			if err != nil {
				return nil
			}
			return p
		})
	}
	return plans
}()

// qrCode draws an address; nil when there is none, or when it is too long to be
// read from paper.
func qrCode(address string) *theme.QRCode {
	if address == "" {
		return nil
	}
	text := coding.String(address)
	for v := coding.Version(1); v <= qrMax; v++ {
		if text.Bits(v) > v.DataBytes(qrLevel)*8 {
			continue
		}
		plan := qrPlans[v]()
		if plan == nil {
			return nil
		}
		code, err := plan.Encode(text)
		if err != nil {
			return nil
		}
		return &theme.QRCode{Address: address, Side: code.Size + 2*qrQuiet, Path: qrPath(code)}
	}
	return nil
}

// qrPath draws the black modules as an SVG path, to be stroked one module
// thick: each row is a line with gaps. A path of squares would be three times
// longer.
func qrPath(code *coding.Code) string {
	path := make([]byte, 0, code.Size*code.Size*2)
	for y := range code.Size {
		at := -1 // where the pen is in this row; nowhere yet
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if at < 0 {
				path = append(path, 'M')
				path = strconv.AppendInt(path, int64(from+qrQuiet), 10)
				path = append(path, ' ')
				path = strconv.AppendInt(path, int64(y+qrQuiet), 10)
			} else {
				path = append(path, 'm')
				path = strconv.AppendInt(path, int64(from-at), 10)
				path = append(path, " 0"...)
			}
			path = append(path, 'h')
			path = strconv.AppendInt(path, int64(x-from), 10)
			at = x
		}
	}
	return string(path)
}
