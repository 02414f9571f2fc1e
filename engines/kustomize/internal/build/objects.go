package build

import (
	"bytes"
	"encoding/json"
	"regexp"
	"sort"

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// objectsOf writes every object down: as kustomize prints it, or as JSON of the same value.
func objectsOf(built resmap.ResMap, asYAML bool) ([]string, error) {
	objects := make([]string, 0, built.Size())
	for _, each := range built.Resources() {
		text, err := textOf(each, asYAML)
		if err != nil {
			return nil, err
		}
		objects = append(objects, string(text))
	}
	return objects, nil
}

func textOf(each *resource.Resource, asYAML bool) ([]byte, error) {
	if asYAML {
		return each.AsYAML()
	}
	var text bytes.Buffer
	if writeJSON(&text, each.YNode()) {
		return text.Bytes(), nil
	}
	return each.MarshalJSON()
}

// writeJSON writes what cannot be taken for anything else: texts, whole numbers, true, false and null. For all the rest it
// gives up, and kustomize writes the object as YAML and reads it again, which takes a fifth of a build.
func writeJSON(out *bytes.Buffer, node *yaml.Node) bool {
	switch node.Kind {
	case yaml.MappingNode:
		return writeMapping(out, node)
	case yaml.SequenceNode:
		out.WriteByte('[')
		for index, item := range node.Content {
			if index > 0 {
				out.WriteByte(',')
			}
			if !writeJSON(out, item) {
				return false
			}
		}
		out.WriteByte(']')
		return true
	case yaml.ScalarNode:
		return writeScalar(out, node)
	default:
		return false
	}
}

func writeMapping(out *bytes.Buffer, node *yaml.Node) bool {
	type field struct{ key, value *yaml.Node }
	fields := make([]field, 0, len(node.Content)/2)
	for index := 0; index+1 < len(node.Content); index += 2 {
		key := node.Content[index]
		if key.Kind != yaml.ScalarNode || key.ShortTag() != yaml.NodeTagString {
			return false
		}
		fields = append(fields, field{key, node.Content[index+1]})
	}
	sort.SliceStable(fields, func(i, j int) bool { return fields[i].key.Value < fields[j].key.Value })
	out.WriteByte('{')
	for index, each := range fields {
		if index > 0 {
			if each.key.Value == fields[index-1].key.Value {
				return false
			}
			out.WriteByte(',')
		}
		if !writeText(out, each.key.Value) {
			return false
		}
		out.WriteByte(':')
		if !writeJSON(out, each.value) {
			return false
		}
	}
	out.WriteByte('}')
	return true
}

// wholeNumber is read as the same number by YAML of every version and by JSON.
var wholeNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,14})$`)

func writeScalar(out *bytes.Buffer, node *yaml.Node) bool {
	switch node.ShortTag() {
	case yaml.NodeTagString:
		return writeText(out, node.Value)
	case yaml.NodeTagInt:
		out.WriteString(node.Value)
		return wholeNumber.MatchString(node.Value)
	case yaml.NodeTagBool:
		out.WriteString(node.Value)
		return node.Value == "true" || node.Value == "false"
	case yaml.NodeTagNull:
		out.WriteString("null")
		return true
	default:
		return false
	}
}

func writeText(out *bytes.Buffer, text string) bool {
	data, err := json.Marshal(text)
	out.Write(data)
	return err == nil
}
