package build

import (
	"encoding/json"
	"path"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/yaml"
)

func kustomizationFile(files map[string]string, folder string) (string, bool) {
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		file := path.Join(folder, name)
		if _, ok := files[file]; ok {
			return file, true
		}
	}
	return "", false
}

// withOverrides lays fields over the kustomization of a folder, as `kustomize edit` would before a build.
func withOverrides(files map[string]string, folder string, overrides map[string]any) (map[string]string, error) {
	file, ok := kustomizationFile(files, folder)
	if !ok || len(overrides) == 0 {
		return files, nil
	}
	text, err := edited(files[file], func(fields map[string]any) {
		for key, value := range overrides {
			fields[key] = merged(key, fields[key], value)
		}
	})
	if err != nil {
		return nil, err
	}
	changed := make(map[string]string, len(files))
	for name, content := range files {
		changed[name] = content
	}
	changed[file] = text
	return changed, nil
}

// withTracking asks for the annotations that say where objects come from, beside what the author asks for.
func withTracking(text string) (string, error) {
	return edited(text, func(fields map[string]any) {
		list, _ := fields["buildMetadata"].([]any)
		fields["buildMetadata"] = append(list, "originAnnotations")
	})
}

func edited(text string, edit func(map[string]any)) (string, error) {
	fields := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &fields); err != nil {
		return "", err
	}
	if fields == nil {
		fields = map[string]any{}
	}
	edit(fields)
	data, err := json.Marshal(fields)
	return string(data), err
}

// merged adds entries to lists and maps and replaces everything else. An image or a number of replicas replaces the entry
// of the same name.
func merged(key string, old, new any) any {
	switch value := new.(type) {
	case map[string]any:
		fields, _ := old.(map[string]any)
		result := map[string]any{}
		for name, one := range fields {
			result[name] = one
		}
		for name, one := range value {
			result[name] = one
		}
		return result
	case []any:
		list, _ := old.([]any)
		if key == "images" || key == "replicas" {
			list = withoutNames(list, value)
		}
		return append(append([]any{}, list...), value...)
	default:
		return new
	}
}

func withoutNames(list, replaced []any) []any {
	names := map[any]bool{}
	for _, entry := range replaced {
		names[nameOf(entry)] = true
	}
	kept := []any{}
	for _, entry := range list {
		if name := nameOf(entry); name == "" || !names[name] {
			kept = append(kept, entry)
		}
	}
	return kept
}

func nameOf(entry any) string {
	fields, _ := entry.(map[string]any)
	name, _ := fields["name"].(string)
	return name
}
