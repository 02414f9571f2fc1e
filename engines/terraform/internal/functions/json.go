package functions

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// jsonEncode keeps what is known of a document with unknown leaves: a policy with one unknown ARN is still a policy.
func jsonEncode(host Host) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true, AllowNull: true,
		}},
		Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			size := Size(args[0])
			if size > growthMax || !host.Spend(1+size/64) {
				host.Spend(sizeMax)
				return cty.UnknownVal(cty.String), errLimit
			}
			if args[0].IsWhollyKnown() {
				return stdlib.JSONEncode(args[0])
			}
			if !args[0].IsKnown() {
				return cty.UnknownVal(cty.String), nil
			}
			return host.Partial(args[0]), nil
		},
	})
}

func jsonDecode(host Host) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "str", Type: cty.String, AllowUnknown: true}},
		Type: func(args []cty.Value) (cty.Type, error) {
			if !args[0].IsKnown() {
				if value, ok := host.Whole(args[0]); ok {
					return value.Type(), nil
				}
				return cty.DynamicPseudoType, nil
			}
			if text, ok := known(args, 0); ok && deeper(text, nestingMax) {
				return cty.NilType, errLimit
			}
			return stdlib.JSONDecodeFunc.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			if !args[0].IsKnown() {
				if value, ok := host.Whole(args[0]); ok {
					return value, nil
				}
				return cty.DynamicVal, nil
			}
			return DecodeJSON(args[0])
		},
	})
}

// nestingMax bounds how deep a decoded text may be: decoding recurses, on a stack that WebAssembly shares with its host.
const nestingMax = 200

// DecodeJSON reads a text that is not too deep.
func DecodeJSON(text cty.Value) (cty.Value, error) {
	if deeper(text.AsString(), nestingMax) {
		return cty.DynamicVal, errLimit
	}
	return stdlib.JSONDecode(text)
}

// deeper counts brackets, whatever stands around them.
func deeper(text string, levels int) bool {
	depth := 0
	for at := range len(text) {
		switch text[at] {
		case '[', '{':
			if depth++; depth > levels {
				return true
			}
		case ']', '}':
			depth--
		}
	}
	return false
}
