// Package render does what `helm template` does, and remembers where each line came from.
package render

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"path"
	"strings"
)

// Input is one chart with the values of one release.
type Input struct {
	// Files are the chart's texts by path relative to it, Binaries whatever is no UTF-8, in base64.
	Files    map[string]string `json:"files"`
	Binaries map[string]string `json:"binaries"`
	Release  Release           `json:"release"`
	// Values are texts of YAML or JSON, the later one wins.
	Values            []Values   `json:"values"`
	Set               []SetValue `json:"set"`
	KubernetesVersion string     `json:"kubernetesVersion"`
	APIVersions       []string   `json:"apiVersions"`
	SkipCRDs          bool       `json:"skipCrds"`
	// Assembled asks for what `helm template` would print, to be compared with that.
	Assembled bool `json:"assembled"`
}

// Release is what templates see as .Release.
type Release struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

// Values is one values file, or the values that something else writes down.
type Values struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// SetValue is one --set, --set-string or --set-file; the value of the last is the content of the file.
type SetValue struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

func (in *Input) files() (map[string][]byte, error) {
	out := make(map[string][]byte, len(in.Files)+len(in.Binaries))
	for name, text := range in.Files {
		out[name] = []byte(text)
	}
	for name, text := range in.Binaries {
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("%s is no base64", name)
		}
		out[name] = data
	}
	for name := range out {
		if path.IsAbs(name) || path.Clean(name) != name || strings.HasPrefix(name, "../") || name == ".." {
			return nil, fmt.Errorf("the path %q leads out of the chart", name)
		}
	}
	// Paths of an empty file must not be told apart by their bytes.
	for name, data := range out {
		out[name] = bytes.Clone(data)
	}
	return out, nil
}
