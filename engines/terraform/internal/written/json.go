// Package written gives the JSON of an HCL file as hcl2json writes it, which is what Conftest's policies see: blocks by
// type and labels, and every expression that is no literal as its text.
package written

import (
	"encoding/json"

	"github.com/tmccombs/hcl2json/convert"

	"sekisho/engines/terraform/internal/source"
)

// Input is files by path.
type Input struct {
	Files map[string]string `json:"files"`
}

// Output has each file in one of both maps.
type Output struct {
	Files  map[string]json.RawMessage `json:"files"`
	Failed map[string]string          `json:"failed"`
}

// Run converts file by file; what does not parse, or is more than the parser should be given, is said.
func Run(in Input) (*Output, error) {
	out := &Output{Files: map[string]json.RawMessage{}, Failed: map[string]string{}}
	for path, text := range in.Files {
		if limit := source.Limit([]byte(text)); limit != "" {
			out.Failed[path] = limit
			continue
		}
		converted, err := convert.Bytes([]byte(text), "", convert.Options{})
		if err != nil {
			out.Failed[path] = "syntax"
			continue
		}
		out.Files[path] = converted
	}
	return out, nil
}
