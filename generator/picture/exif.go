package picture

import (
	"bytes"
	"encoding/binary"
	"iter"
)

const (
	markerSOS  = 0xda
	markerEOI  = 0xd9
	markerAPP1 = 0xe1
)

// jpegSegments yields the segments of a JPEG up to its end, each with its marker,
// stepping over entropy-coded data the way image/jpeg does: whatever is not 0xFF
// followed by a marker's code is skipped.
func jpegSegments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for i := 2; i+4 <= len(data); {
			marker := data[i+1]
			switch {
			case data[i] != 0xff || marker == 0xff:
				i++
			case marker <= 0x01 || marker >= 0xd0 && marker <= 0xd7: // no payload
				i += 2
			case marker == markerEOI:
				return
			default:
				n := int(binary.BigEndian.Uint16(data[i+2:]))
				if n < 2 {
					return
				}
				end := min(i+2+n, len(data))
				if !yield(marker, data[i+4:max(end, i+4)]) {
					return
				}
				i = end
			}
		}
	}
}

// exifOrientation reads the tag 0x0112 of an APP1 segment (EXIF 2.32, 4.6.4): how
// the camera was held, from 1 (upright) to 8. It is 1 where there is none.
func exifOrientation(app1 []byte) int {
	tiff, ok := bytes.CutPrefix(app1, []byte("Exif\x00\x00"))
	if !ok || len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		const size, short = 12, 3
		if len(entries) < size {
			return 1
		}
		if order.Uint16(entries) == 0x0112 && order.Uint16(entries[2:]) == short {
			if o := int(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
		entries = entries[size:]
	}
	return 1
}
