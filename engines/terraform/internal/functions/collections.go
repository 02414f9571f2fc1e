package functions

import (
	"errors"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var dynamic = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true, AllowNull: true,
}

// computed is a function whose result's type is found by computing it.
func computed(params []function.Parameter, varParam *function.Parameter, run func([]cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: params, VarParam: varParam,
		Type: func(args []cty.Value) (cty.Type, error) {
			value, err := run(args)
			if err != nil {
				return cty.NilType, err
			}
			return value.Type(), nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return run(args) },
	})
}

var errNotCollection = errors.New("not a collection")

// length counts without asking whether the elements are known.
var length = computed([]function.Parameter{dynamic}, nil, func(args []cty.Value) (cty.Value, error) {
	value := args[0]
	switch {
	case value.IsNull():
		return cty.NilVal, errNotCollection
	case value.Type().IsTupleType() || value.Type().IsObjectType():
		return cty.NumberIntVal(int64(typeLength(value.Type()))), nil
	case !value.IsKnown():
		return cty.UnknownVal(cty.Number), nil
	case value.Type() == cty.String:
		return stdlib.Strlen(value)
	case value.CanIterateElements():
		return value.Length(), nil
	}
	return cty.NilVal, errNotCollection
})

func typeLength(ty cty.Type) int {
	if ty.IsTupleType() {
		return ty.Length()
	}
	return len(ty.AttributeTypes())
}

// lookup works on objects and maps; the default may be left out.
var lookup = computed([]function.Parameter{dynamic, textParameter("key")}, &dynamic,
	func(args []cty.Value) (cty.Value, error) {
		source, key := args[0], args[1]
		if !source.IsKnown() || !key.IsKnown() || source.IsNull() {
			return cty.DynamicVal, nil
		}
		name := key.AsString()
		if source.Type().IsObjectType() && source.Type().HasAttribute(name) {
			return source.GetAttr(name), nil
		}
		if source.Type().IsMapType() && source.HasIndex(key).True() {
			return source.Index(key), nil
		}
		if len(args) > 2 {
			return args[2], nil
		}
		return cty.NilVal, errors.New("no such key")
	})

// coalesce gives the first argument that is neither null nor an empty text.
var coalesce = computed(nil, &dynamic, func(args []cty.Value) (cty.Value, error) {
	common, conversions := convert.UnifyUnsafe(typesOf(args))
	if common == cty.NilType {
		return cty.NilVal, errors.New("arguments of different types")
	}
	for at, arg := range args {
		if conversions[at] != nil {
			converted, err := conversions[at](arg)
			if err != nil {
				return cty.NilVal, err
			}
			arg = converted
		}
		if !arg.IsKnown() {
			return cty.UnknownVal(common), nil
		}
		if !arg.IsNull() && !(arg.Type() == cty.String && arg.AsString() == "") {
			return arg, nil
		}
	}
	return cty.NilVal, errors.New("no argument is set")
})

func typesOf(values []cty.Value) []cty.Type {
	types := make([]cty.Type, len(values))
	for at, value := range values {
		types[at] = value.Type()
	}
	return types
}

var one = computed([]function.Parameter{dynamic}, nil, func(args []cty.Value) (cty.Value, error) {
	if !args[0].IsKnown() || !args[0].CanIterateElements() {
		return cty.DynamicVal, nil
	}
	elements := args[0].AsValueSlice()
	if len(elements) == 0 {
		return cty.NullVal(cty.DynamicPseudoType), nil
	}
	if len(elements) > 1 {
		return cty.NilVal, errors.New("more than one element")
	}
	return elements[0], nil
})

var index = computed([]function.Parameter{dynamic, dynamic}, nil, func(args []cty.Value) (cty.Value, error) {
	if !args[0].IsWhollyKnown() || !args[1].IsKnown() || !args[0].CanIterateElements() {
		return cty.UnknownVal(cty.Number), nil
	}
	for at, element := range args[0].AsValueSlice() {
		equal, err := stdlib.Equal(element, args[1])
		if err == nil && equal.IsKnown() && equal.True() {
			return cty.NumberIntVal(int64(at)), nil
		}
	}
	return cty.NilVal, errors.New("no such element")
})

var list = computed(nil, &dynamic, func(args []cty.Value) (cty.Value, error) { return cty.TupleVal(args), nil })

var mapOf = computed(nil, &dynamic, func(args []cty.Value) (cty.Value, error) {
	attributes := map[string]cty.Value{}
	for at := 0; at+1 < len(args); at += 2 {
		if !args[at].IsKnown() || args[at].IsNull() || args[at].Type() != cty.String {
			return cty.DynamicVal, nil
		}
		attributes[args[at].AsString()] = args[at+1]
	}
	return cty.ObjectVal(attributes), nil
})

var matchKeys = computed([]function.Parameter{dynamic, dynamic, dynamic}, nil, func(args []cty.Value) (cty.Value, error) {
	for _, arg := range args {
		if !arg.IsWhollyKnown() || !arg.CanIterateElements() {
			return cty.DynamicVal, nil
		}
	}
	values, keys := args[0].AsValueSlice(), args[1].AsValueSlice()
	found := []cty.Value{}
	for at := range min(len(values), len(keys)) {
		if in, err := stdlib.Contains(args[2], keys[at]); err == nil && in.True() {
			found = append(found, values[at])
		}
	}
	return cty.TupleVal(found), nil
})

var transpose = computed([]function.Parameter{dynamic}, nil, func(args []cty.Value) (cty.Value, error) {
	if !args[0].IsWhollyKnown() || !args[0].CanIterateElements() {
		return cty.DynamicVal, nil
	}
	turned := map[string][]string{}
	for it := args[0].ElementIterator(); it.Next(); {
		key, texts := it.Element()
		for _, text := range texts.AsValueSlice() {
			turned[text.AsString()] = append(turned[text.AsString()], key.AsString())
		}
	}
	attributes := map[string]cty.Value{}
	for key, texts := range turned {
		sort.Strings(texts)
		elements := make([]cty.Value, len(texts))
		for at, text := range texts {
			elements[at] = cty.StringVal(text)
		}
		attributes[key] = cty.ListVal(elements)
	}
	return cty.ObjectVal(attributes), nil
})
