// Package build runs kustomize over files in memory.
package build

import (
	"encoding/base64"
	"path"

	"sekisho/engines/kustomize/internal/files"
	"sekisho/engines/kustomize/internal/survey"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

// Input is one build: the files of the tree that it may read, by path, and the folder to build.
type Input struct {
	Files map[string]string `json:"files"`
	// Binary are further files, in base64.
	Binary map[string]string `json:"binary"`
	Root   string            `json:"root"`
	// Overrides are laid over the kustomization of the folder.
	Overrides map[string]any `json:"overrides"`
	// YAML asks for objects as kustomize prints them.
	YAML bool `json:"yaml"`
}

// Output has either what was built or why not.
type Output struct {
	// Objects are the documents of the output, in kustomize's order, as JSON or YAML.
	Objects  []string         `json:"objects"`
	Refusals []survey.Refusal `json:"refusals"`
	// Failure is kustomize's own message. It may quote values of the files.
	Failure string `json:"failure"`
	// Limit is the limit that was exceeded, if one was.
	Limit string `json:"limit"`
}

// schemaKept is set where the last build brought a schema of its own: the library keeps it for the next.
var schemaKept = false

// Run builds a folder.
func Run(in Input) (Output, error) {
	out := Output{Objects: []string{}, Refusals: []survey.Refusal{}}
	root := path.Clean(in.Root)
	texts, err := withOverrides(decoded(in.Files, in.Binary), root, in.Overrides)
	if err != nil {
		out.Failure = err.Error()
		return out, nil
	}
	found := survey.Run(texts, root)
	if len(found.Refusals) > 0 {
		out.Refusals = found.Refusals
		return out, nil
	}
	if found.Builds > survey.BuildsMax {
		out.Limit = "kustomizationBuildsMax"
		return out, nil
	}
	built, err := run(texts, root, found.Schema)
	if err != nil {
		out.Failure = err.Error()
		return out, nil
	}
	out.Objects, err = objectsOf(built, in.YAML)
	if err != nil {
		out.Failure = err.Error()
		return out, nil
	}
	return out, nil
}

// decoded adds the binary files; text in Go may hold any bytes.
func decoded(text, binary map[string]string) map[string]string {
	all := make(map[string]string, len(text)+len(binary))
	for file, content := range text {
		all[file] = content
	}
	for file, content := range binary {
		if data, err := base64.StdEncoding.DecodeString(content); err == nil {
			all[file] = string(data)
		}
	}
	return all
}

// run is what `kustomize build` does.
func run(texts map[string]string, root string, schema bool) (resmap.ResMap, error) {
	if schema || schemaKept {
		openapi.ResetOpenAPI()
	}
	schemaKept = schema
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	return krusty.MakeKustomizer(options).Run(files.New(texts), files.Path(root))
}
