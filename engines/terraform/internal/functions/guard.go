package functions

import (
	"errors"
	"regexp"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// growthMax bounds what one call may make, in characters or elements: a text or list of this size is nothing that a
// person configures, and a few of them fill the engine's memory.
const growthMax = 256 << 10

// sizeMax bounds how far sizes are counted.
const sizeMax = 1 << 20

var errLimit = errors.New("limit of evaluation work")

// guard refuses calls whose result would be out of proportion, before they are made.
func guard(host Host, name string, plain function.Function) function.Function {
	params, varParam := plain.Params(), plain.VarParam()
	implementation := func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		units := 1
		for _, arg := range args {
			units += Size(arg)
		}
		if growth(name, args) > growthMax || !host.Spend(1+units/64) {
			host.Spend(sizeMax)
			return cty.DynamicVal, errLimit
		}
		return plain.Call(args)
	}
	return function.New(&function.Spec{
		Params: params, VarParam: varParam, Impl: implementation,
		Type: func(args []cty.Value) (cty.Type, error) {
			if growth(name, args) > growthMax {
				host.Spend(sizeMax)
				return cty.NilType, errLimit
			}
			return plain.ReturnTypeForValues(args)
		},
	})
}

var wideVerb = regexp.MustCompile(`%[^%a-zA-Z]*[0-9]{4,}`)

var yamlAlias = regexp.MustCompile(`(?m)(^|[\s\[,{:-])\*[^\s*]`)

// growth estimates the size of a result where it is not in proportion to the arguments.
func growth(name string, args []cty.Value) int {
	switch name {
	case "setproduct":
		product := 1
		for _, arg := range args {
			product = min(product*max(1, count(arg)), sizeMax)
		}
		return product * max(1, len(args))
	case "replace":
		if len(args) == 3 {
			return min(Size(args[0]), 1<<14) * min(Size(args[2]), 1<<14)
		}
	case "join":
		if len(args) > 1 {
			return Size(args[0]) * max(1, count(args[1]))
		}
	case "indent":
		if number, ok := whole(args, 0); ok && len(args) > 1 {
			return min(max(number, 0), sizeMax) * max(1, Size(args[1])/2)
		}
	case "pow":
		if number, ok := whole(args, 1); ok && (number > 256 || number < -256) {
			return sizeMax
		}
	case "format", "formatlist":
		if text, ok := known(args, 0); ok && wideVerb.MatchString(text) {
			return sizeMax
		}
	case "yamldecode":
		if text, ok := known(args, 0); ok && (yamlAlias.MatchString(text) || deeper(text, nestingMax) || indented(text)) {
			return sizeMax
		}
	}
	return 0
}

// indented holds for YAML in block style that is too deep: each level takes a space at least.
func indented(text string) bool {
	spaces := 0
	for at := range len(text) {
		switch text[at] {
		case '\n':
			spaces = 0
		case ' ', '-', '?':
			if spaces++; spaces > 4*nestingMax {
				return true
			}
		default:
			spaces = -len(text)
		}
	}
	return false
}

func known(args []cty.Value, at int) (string, bool) {
	if at >= len(args) {
		return "", false
	}
	value, _ := args[at].Unmark()
	if value.Type() != cty.String || !value.IsKnown() || value.IsNull() {
		return "", false
	}
	return value.AsString(), true
}

func whole(args []cty.Value, at int) (int, bool) {
	if at >= len(args) {
		return 0, false
	}
	value, _ := args[at].Unmark()
	if value.Type() != cty.Number || !value.IsKnown() || value.IsNull() {
		return 0, false
	}
	number, accuracy := value.AsBigFloat().Int64()
	if accuracy != 0 {
		return sizeMax, true
	}
	return int(number), true
}

func count(value cty.Value) int {
	value, _ = value.Unmark()
	if !value.IsKnown() || value.IsNull() || !value.CanIterateElements() {
		return 1
	}
	return value.LengthInt()
}

// elementSize is what an element counts for beside its characters: about that many bytes of memory and output.
const elementSize = 16

// Size counts the characters and elements of a value, up to sizeMax.
func Size(value cty.Value) int {
	total := 0
	size(value, &total)
	return total
}

func size(value cty.Value, total *int) {
	*total += elementSize
	if *total > sizeMax || value == cty.NilVal {
		return
	}
	value, _ = value.Unmark()
	if !value.IsKnown() || value.IsNull() {
		return
	}
	if value.Type() == cty.String {
		*total += len(value.AsString())
		return
	}
	if value.Type() == cty.Number {
		*total += numberSize(value)
		return
	}
	if !value.CanIterateElements() {
		return
	}
	for it := value.ElementIterator(); it.Next() && *total <= sizeMax; {
		_, element := it.Element()
		size(element, total)
	}
}

// numberSize is about how many digits a number has when it is written out: 1e999999999 is short only in the source.
func numberSize(value cty.Value) int {
	if value.AsBigFloat().IsInf() {
		return sizeMax
	}
	exponent := value.AsBigFloat().MantExp(nil)
	if exponent < 0 {
		exponent = -exponent
	}
	return exponent / 3
}
