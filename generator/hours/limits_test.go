package hours

import (
	"strings"
	"testing"
	"time"
)

// TestWorkIsBounded gives the costliest values there are room for. The limits
// are loose: they catch a hang, not a slow machine.
func TestWorkIsBounded(t *testing.T) {
	for _, pattern := range []string{
		"PH off;", "SH;", "Mo;", "SH,PH,", "Mo[1],", "easter-easter +1 day,", "2026 Jan 01,", "1900-2999/2,",
		"week 1-53/2,", "00:00-24:00,", "Mo 22:00-02:00 || ", "\"a\"|", "“", "\"", "Jan Su[1]-", "lundi 9h-12h ", "9h-", "[", "((", "PH,SH 00:00-01:00;",
	} {
		for _, prefix := range []string{"", "Mo "} {
			value := prefix + strings.Repeat(pattern, 2000/len(pattern))
			value = strings.TrimRight(value[:min(len(value), maxLength)], ",;|- ")
			start := time.Now()
			s, _ := Parse(value)
			if s == nil {
				s, _ = Parse("24/7")
			}
			s.Text("fr")
			s.SchemaOrg()
			s.Next(at("2026-03-01T00:00"), Place{Departement: "2A"})
			if spent := time.Since(start); spent > 5*time.Second {
				t.Errorf("%.20q repeated: %v", value, spent)
			} else if testing.Verbose() {
				t.Logf("%.20q repeated: %v", value, spent)
			}
		}
	}
}
