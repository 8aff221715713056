package search
import ("testing";"strings";"fmt";"maps";"slices")
func TestZZ(t *testing.T){ a:=NewAnalyser("fr",nil); seen:=map[string]int{}
 for _,g:=range append(slices.Clone(shipped().groups), shipped().leads...) { for _,m:=range g { k:=a.Keys(m); if len(words(m))>1 && len(k)<2 { fmt.Printf("%s => %v   (%s)\n", m,k,g[0]) }
 } }
 for _,g:=range shipped().groups { for _,m:=range g { k:=strings.Join(a.Keys(m)," "); seen[k]++ } }
 for _,k:=range slices.Sorted(maps.Keys(seen)) { if seen[k]>2 { fmt.Print(k,":",seen[k],"; ") } }
}
