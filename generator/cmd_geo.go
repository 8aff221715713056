package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/geo"
)

// geoService is where the official geography is asked for, and how: each time
// for so long at most, and again after a pause when it did not answer, or
// answered that it could not.
type geoService struct {
	address string
	timeout time.Duration
	pause   time.Duration
	tries   int
}

// geoAPI is the public service of the State. It is asked by this command only,
// never by a build.
var geoAPI = geoService{"https://geo.api.gouv.fr", time.Minute, 2 * time.Second, 3}

// Sources of outlines, as the files of data/geo name them.
const (
	apiSource  = "geo.api.gouv.fr, contours IGN Admin Express, Licence Ouverte"
	fileSource = "%s, contours simplifiés"
)

// geoCmd is `balise geo`.
func (a *app) geoCmd() *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use: "geo CODE…", Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, codes []string) error { return a.geo(geoAPI, codes, from) },
	}
	cmd.Flags().StringVar(&from, "from", "", "")
	return cmd
}

// geo brings the communes of départements into data/geo, one file a
// département. All codes are checked before anything is read or fetched.
func (a *app) geo(api geoService, codes []string, from string) error {
	for _, code := range codes {
		if _, ok := geo.DepartementByCode(code); !ok {
			return &build.UsageError{
				FR: fmt.Sprintf("« %s » n’est pas le code d’un département : écrivez par exemple 56, 2A ou 974", code),
				EN: fmt.Sprintf("“%s” is not the code of a département: write for instance 56, 2A or 974", code),
			}
		}
	}
	if _, err := os.Stat(filepath.Join(a.dir, "site.toml")); errors.Is(err, fs.ErrNotExist) {
		a.complain(a.say("il n’y a pas de site.toml dans ce dossier", "there is no site.toml in this folder"),
			a.say("donnez le dossier du portail avec -C", "give the portal’s folder with -C"))
		return errFailed
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	for _, code := range codes {
		atlas, err := a.atlas(ctx, api, code, from)
		if err != nil {
			return err
		}
		written, err := saveAtlas(root, atlas)
		if err != nil {
			return err
		}
		state := a.say("déjà à jour", "up to date already")
		if written {
			state = a.say("écrit", "written")
		}
		fmt.Fprintf(a.stdout, "data/geo/%s.json%s%s, %s\n", code, a.say(" : ", ": "),
			a.quantity(len(atlas.Communes), "commune", "communes", "commune", "communes"), state)
	}
	return nil
}

// atlas reads the communes of a département, from a file or from the service,
// and says what is wrong when it cannot.
func (a *app) atlas(ctx context.Context, api geoService, code, from string) (*geo.Atlas, error) {
	source := apiSource
	var features []geo.Feature
	var err error
	if from != "" {
		source = fmt.Sprintf(fileSource, filepath.Base(from))
		features, err = readOutlines(from)
	} else {
		features, err = a.fetchOutlines(ctx, api, code)
	}
	var atlas *geo.Atlas
	if err == nil {
		atlas, err = geo.NewAtlas(code, source, features)
	}
	if err == nil {
		return atlas, nil
	}
	a.complain(a.aboutOutlines(err, code, from))
	return nil, errFailed
}

// aboutOutlines says why there are no outlines, and what to do.
func (a *app) aboutOutlines(err error, code, from string) (message, hint string) {
	where := from
	if where == "" {
		where = "geo.api.gouv.fr"
	}
	var network net.Error
	var answer statusError
	switch {
	case errors.Is(err, context.Canceled):
		return a.say("interrompu : rien n’a été écrit", "interrupted: nothing was written"), ""
	case errors.As(err, &answer):
		return a.say(fmt.Sprintf("%s a répondu %d", where, answer), fmt.Sprintf("%s answered %d", where, answer)),
			a.say("recommencez plus tard, ou donnez un fichier de contours avec --from", "try again later, or give a file of outlines with --from")
	case from == "" && errors.As(err, &network):
		return a.say(where+" ne répond pas", where+" does not answer"),
			a.say("vérifiez la connexion, ou donnez un fichier de contours avec --from", "check the connection, or give a file of outlines with --from")
	case errors.Is(err, fs.ErrNotExist):
		return a.say("« "+from+" » n’existe pas", "“"+from+"” does not exist"), ""
	case errors.Is(err, geo.ErrTooLarge):
		return a.say("« "+where+" » est trop gros", "“"+where+"” is too large"),
			a.say(fmt.Sprintf("Balise lit au plus %d Mo : gardez les communes d’un seul département", geo.ImportLimits.Bytes>>20),
				fmt.Sprintf("Balise reads %d MB at most: keep the communes of one département", geo.ImportLimits.Bytes>>20))
	case errors.Is(err, geo.ErrNotDegrees):
		return a.say("« "+where+" » donne des mètres, pas des degrés", "“"+where+"” gives metres, not degrees"),
			a.say("enregistrez le fichier en WGS 84 (EPSG:4326)", "save the file as WGS 84 (EPSG:4326)")
	case errors.Is(err, geo.ErrNotGeoJSON), errors.Is(err, geo.ErrNoOutline):
		return a.say("« "+where+" » n’est pas un fichier GeoJSON de contours", "“"+where+"” is not a GeoJSON file of outlines"), ""
	case errors.Is(err, geo.ErrNoCommune):
		return a.say(fmt.Sprintf("« %s » ne contient aucune commune du département %s", where, code), fmt.Sprintf("“%s” holds no commune of the département %s", where, code)),
			a.say("chaque contour porte le code INSEE de sa commune dans une propriété « code »", "each outline bears the INSEE code of its commune in a property “code”")
	}
	return err.Error(), ""
}

func readOutlines(name string) ([]geo.Feature, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return geo.ReadFeatures(f, geo.ImportLimits)
}

// statusError is the status of an answer that is not what was asked for.
type statusError int

func (e statusError) Error() string { return http.StatusText(int(e)) }

// fetchOutlines asks the service for the outlines of a département's communes.
// An answer that asking again would not change (404…) is not asked for again.
func (a *app) fetchOutlines(ctx context.Context, api geoService, code string) (features []geo.Feature, err error) {
	for try := range api.tries {
		if try > 0 {
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(api.pause):
			}
		}
		features, err = a.askOutlines(ctx, api, code)
		if err == nil || ctx.Err() != nil || !passing(err) {
			return features, err
		}
	}
	return nil, err
}

// passing tells a fault that may be over at the next try.
func passing(err error) bool {
	var status statusError
	if errors.As(err, &status) {
		return status >= 500 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout
	}
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.ErrUnexpectedEOF)
}

func (a *app) askOutlines(ctx context.Context, api geoService, code string) ([]geo.Feature, error) {
	ctx, cancel := context.WithTimeout(ctx, api.timeout)
	defer cancel()
	query := url.Values{"fields": {"code,nom,contour"}, "format": {"geojson"}, "geometry": {"contour"}}
	address := api.address + "/departements/" + url.PathEscape(code) + "/communes?" + query.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "balise")
	req.Header.Set("Accept", "application/geo+json, application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, statusError(res.StatusCode)
	}
	if res.ContentLength > geo.ImportLimits.Bytes {
		return nil, geo.ErrTooLarge
	}
	body, end := a.watchDownload(res.Body, res.ContentLength, code)
	defer end()
	return geo.ReadFeatures(body, geo.ImportLimits)
}

// saveAtlas writes data/geo/<code>.json, whole or not at all, unless it holds
// the same bytes already.
func saveAtlas(root *os.Root, atlas *geo.Atlas) (written bool, err error) {
	const folder = "data/geo"
	name, next := folder+"/"+atlas.Departement+".json", folder+"/."+atlas.Departement+".json.new"
	text := atlas.Append(nil)
	if f, err := root.Open(name); err == nil {
		old, err := io.ReadAll(io.LimitReader(f, int64(len(text))+1))
		f.Close()
		if err == nil && bytes.Equal(old, text) {
			return false, nil
		}
	}
	if err := root.MkdirAll(folder, 0o755); err != nil {
		return false, err
	}
	if err := root.WriteFile(next, text, 0o644); err != nil {
		return false, errors.Join(err, root.RemoveAll(next))
	}
	if err := root.Rename(next, name); err != nil {
		return false, errors.Join(err, root.RemoveAll(next))
	}
	return true, nil
}
