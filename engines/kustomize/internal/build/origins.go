package build

import (
	"path"

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"

	"sekisho/engines/kustomize/internal/survey"
)

// Origin names the file of an object, or the configuration that made it; paths are those of the tree.
type Origin struct {
	Path         string `json:"path"`
	ConfiguredIn string `json:"configuredIn"`
	ConfiguredBy string `json:"configuredBy"`
}

// Origins says where each object of a build comes from, in the order of the build; nothing where kustomize fails. This is a
// second build, with annotations, and no part of the first: they would change it, because a patch that adds to annotations
// fails where there are none. It takes three times as long, because kustomize notes every transformer on every object.
func Origins(in Input) ([]Origin, error) {
	root := path.Clean(in.Root)
	files, err := withOverrides(decoded(in.Files, in.Binary), root, in.Overrides)
	if err != nil {
		return []Origin{}, nil
	}
	found := survey.Run(files, root)
	if len(found.Refusals) > 0 || found.Builds > survey.BuildsMax {
		return []Origin{}, nil
	}
	file, ok := kustomizationFile(files, root)
	if !ok {
		return []Origin{}, nil
	}
	if files[file], err = withTracking(files[file]); err != nil {
		return []Origin{}, nil
	}
	built, err := run(files, root, found.Schema)
	if err != nil {
		return []Origin{}, nil
	}
	return originsOf(built, root), nil
}

func originsOf(built resmap.ResMap, root string) []Origin {
	origins := make([]Origin, 0, built.Size())
	for _, each := range built.Resources() {
		found := Origin{}
		if origin, err := each.GetOrigin(); err == nil && origin != nil {
			fill(&found, origin, root)
		}
		origins = append(origins, found)
	}
	return origins
}

func fill(found *Origin, origin *resource.Origin, root string) {
	found.ConfiguredBy = origin.ConfiguredBy.Kind
	if origin.Path != "" {
		found.Path = path.Join(root, origin.Path)
	}
	if origin.ConfiguredIn != "" {
		found.ConfiguredIn = path.Join(root, origin.ConfiguredIn)
	}
}
