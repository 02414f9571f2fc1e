# METADATA
# title: Label selectors of Kubernetes
# description: Which labels a selector means, and which of two selectors means less.
# scope: package
package lib.label_selector

# matches holds where a selector with `matchLabels` and `matchExpressions` means these labels. An empty one means
# everything, a missing one nothing.
matches(selector, labels) if {
	is_object(selector)
	matches_labels(_labels(selector), labels)
	every expression in _expressions(selector) { _holds(expression, labels) }
}

# matches_labels holds where every label of a plain map, such as the selector of a Service, is there. null is no label.
matches_labels(wanted, labels) if {
	is_object(wanted)
	every key, value in wanted { object.get(_map(labels), key, null) == value }
}

# within holds where everything that the narrow selector means, the wide one means too, as far as their words tell.
within(narrow, wide) if {
	is_object(narrow)
	is_object(wide)
	matches_labels(_labels(wide), _labels(narrow))
	every expression in _expressions(wide) { _implied(expression, narrow) }
}

# shown is a selector in the words of kubectl: `app=web,zone in (a)`; `*` is everything.
shown(selector) := "*" if count(_words(selector)) == 0

shown(selector) := concat(",", _words(selector)) if count(_words(selector)) > 0

# WebAssembly goes through the keys of an object in another order than OPA does.
_words(selector) := array.concat(
	sort([concat("=", [key, label]) | some key, label in _labels(selector); is_string(label)]),
	[concat(" ", [expression.key, lower(expression.operator), concat("", ["(", concat(",", object.get(expression, "values", [])), ")"])]) |
		some expression in _expressions(selector)
	],
)

_implied(expression, narrow) if expression in _expressions(narrow)

_implied(expression, narrow) if {
	expression.operator in {"In", "NotIn", "Exists"}
	object.get(_labels(narrow), expression.key, null) != null
	_holds(expression, _labels(narrow))
}

_labels(selector) := _map(object.get(selector, "matchLabels", null))

_expressions(selector) := list if {
	list := object.get(selector, "matchExpressions", null)
	is_array(list)
} else := []

_map(labels) := labels if {
	is_object(labels)
} else := {}

_holds(expression, labels) if {
	expression.operator == "In"
	object.get(_map(labels), expression.key, null) in expression.values
}

_holds(expression, labels) if {
	expression.operator == "NotIn"
	not object.get(_map(labels), expression.key, null) in expression.values
}

_holds(expression, labels) if {
	expression.operator == "Exists"
	object.get(_map(labels), expression.key, null) != null
}

_holds(expression, labels) if {
	expression.operator == "DoesNotExist"
	object.get(_map(labels), expression.key, null) == null
}
