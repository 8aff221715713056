package picture_test
import ("testing";"image";"time";"os";"runtime";"balise/generator/picture";"strings";"fmt")
func TestZZ(t *testing.T){
 for n,d:=range map[string][]byte{
  "big.jpg": jpegOf(t, image.NewRGBA(image.Rect(0,0,7300,5400))),
  "big.png": pngOf(t, image.NewNRGBA64(image.Rect(0,0,3333,12000))),
  "gray.jpg": jpegOf(t, image.NewGray(image.Rect(0,0,7300,5400))),
 }{ s:=time.Now(); p,f:=picture.Read(n,d); var m runtime.MemStats; runtime.ReadMemStats(&m); t.Log(n,len(d),time.Since(s),f,sizes(p),m.HeapSys>>20) }
 os.Stdout.WriteString("")
 s:=time.Now(); _,f:=picture.Read("a.svg",[]byte(svg(strings.Repeat(`<rect fill="url(#a)"/>`,20000)))); t.Log(time.Since(s),f)
 s=time.Now(); _,f=picture.Read("a.svg",[]byte(svg("<style>"+strings.Repeat(`rgb(1)`,80000)+"</style>"))); t.Log(time.Since(s),f)
 s=time.Now(); _,f=picture.Read("a.svg",[]byte(svg(`<rect fill="`+strings.Repeat(`url(#a)`,70000)+`"/>`))); t.Log(time.Since(s),f)
 var b strings.Builder; for i:=range 25000 {fmt.Fprintf(&b,` a%d="1"`,i)}
 s=time.Now(); _,f=picture.Read("a.svg",[]byte(svg(`<rect `+b.String()+`/>`))); t.Log(time.Since(s),f)
 b.Reset(); for i:=range 12000 {fmt.Fprintf(&b,` xmlns:a%d="urn:x%d"`,i,i)}
 s=time.Now(); _,f=picture.Read("a.svg",[]byte(svg(`<rect `+b.String()+`/>`))); t.Log(time.Since(s),f)
 s=time.Now(); _,f=picture.Read("a.svg",[]byte(svg(`<rect fill="`+strings.Repeat(`rgb (`,70000)+`"/>`))); t.Log(time.Since(s),f)
}
