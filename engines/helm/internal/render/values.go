package render

import (
	"fmt"
	"strings"

	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/strvals"
)

// merged puts the values of a release together in the order of Helm: files, --set, --set-string, --set-file.
func (in *Input) merged() (map[string]any, *Failure) {
	out := map[string]any{}
	for _, each := range in.Values {
		current, err := loader.LoadValues(strings.NewReader(each.Text))
		if err != nil {
			return nil, &Failure{Stage: "values", Name: each.Name, Reason: yamlReason(err), Line: yamlLine(err)}
		}
		out = loader.MergeMaps(out, current)
	}
	for _, kind := range []string{"set", "set-string", "set-file"} {
		for _, each := range in.Set {
			if each.Kind != kind {
				continue
			}
			if err := each.into(out); err != nil {
				return nil, &Failure{Stage: "values", Name: each.Name, Reason: "the name of a value that is set cannot be followed"}
			}
		}
	}
	return out, nil
}

func (s SetValue) into(values map[string]any) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%v", reason)
		}
	}()
	switch s.Kind {
	case "set":
		return strvals.ParseInto(s.Name+"="+escaped(s.Value), values)
	case "set-string":
		return strvals.ParseIntoString(s.Name+"="+escaped(s.Value), values)
	default:
		content := func([]rune) (any, error) { return s.Value, nil }
		return strvals.ParseIntoFile(s.Name+"=file", values, content)
	}
}

// escaped keeps a comma within its value, as Argo CD and Helmfile do: the value of one setting is one value. What looks
// like a list (`{a,b}`) stays one.
func escaped(value string) string {
	if strings.HasPrefix(value, "{") && strings.HasSuffix(value, "}") {
		return value
	}
	var out strings.Builder
	for index := 0; index < len(value); index++ {
		if value[index] == ',' && (index == 0 || value[index-1] != '\\') {
			out.WriteByte('\\')
		}
		out.WriteByte(value[index])
	}
	return out.String()
}
