package gotmpl

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"sigs.k8s.io/yaml"

	"sekisho/engines/helm/internal/functions"
)

// outside are Helmfile's and sprig's functions that would leave the sandbox.
var outside = []string{
	"env", "expandenv", "requiredEnv", "exec", "envExec", "isFile", "isDir", "readFile", "readDir", "readDirEntries",
	"fetchSecretValue", "expandSecretRefs", "getHostByName",
}

func (r *run) functions() template.FuncMap {
	out := sprig.TxtFuncMap()
	maps.Copy(out, functions.Stable())
	for _, name := range outside {
		out[name] = func(...any) (any, error) { return nil, &outsideError{name} }
	}
	out["toYaml"] = toYaml
	out["fromYaml"] = fromYaml
	out["get"] = get
	out["getOrNil"] = getOrNil
	out["setValueAtPath"] = setValueAtPath
	out["required"] = required
	out["tpl"] = func(text string, data any) (string, error) { return r.render("tpl", text, data) }
	return out
}

// numbers makes whole numbers whole again, as they are where YAML was read by Helmfile.
func numbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		if whole, err := value.Int64(); err == nil {
			return int(whole)
		}
		float, _ := value.Float64()
		return float
	case map[string]any:
		for key, each := range value {
			value[key] = numbers(each)
		}
		return value
	case []any:
		for index, each := range value {
			value[index] = numbers(each)
		}
	}
	return value
}

func toYaml(value any) (string, error) {
	data, err := yaml.Marshal(value)
	return string(data), err
}

func fromYaml(text string) (map[string]any, error) {
	out := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &out); err != nil {
		return nil, errors.New("it is no YAML")
	}
	return out, nil
}

func required(message string, value any) (any, error) {
	if value == nil || value == "" {
		return nil, errors.New("a required value is not set")
	}
	return value, nil
}

var errNoValue = errors.New("no value at the path")

// get is `get PATH [DEFAULT] OBJECT`.
func get(path string, arguments ...any) (any, error) {
	found, err := lookUp(path, arguments)
	if errors.Is(err, errNoValue) && len(arguments) == 2 {
		return arguments[0], nil
	}
	return found, err
}

func getOrNil(path string, arguments ...any) (any, error) {
	found, err := get(path, arguments...)
	if errors.Is(err, errNoValue) {
		return nil, nil
	}
	return found, err
}

func lookUp(path string, arguments []any) (any, error) {
	if len(arguments) == 0 || len(arguments) > 2 {
		return nil, errors.New("get takes a path, perhaps a default, and an object")
	}
	current := arguments[len(arguments)-1]
	for _, name := range strings.Split(path, ".") {
		object, ok := current.(map[string]any)
		if !ok {
			return nil, errNoValue
		}
		if current, ok = object[name]; !ok {
			return nil, errNoValue
		}
	}
	return current, nil
}

func setValueAtPath(path string, value any, object map[string]any) (map[string]any, error) {
	current := object
	names := strings.Split(path, ".")
	for _, name := range names[:len(names)-1] {
		next, ok := current[name].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("there is no map at the path")
		}
		current = next
	}
	current[names[len(names)-1]] = value
	return object, nil
}
