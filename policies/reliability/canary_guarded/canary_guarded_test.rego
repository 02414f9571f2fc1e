package reliability.canary_guarded_test

import data.reliability.canary_guarded

_found(resources) := {[finding.messageId, finding.subject, finding.path] |
	some finding in canary_guarded.findings with input as {"resources": resources}
}

_resource(id, type, spec, unknown) := {
	"id": id, "type": type, "namespace": "shop",
	"object": {"metadata": {"name": id}, "spec": spec}, "unknown": unknown,
}

_rollout(canary, more) := _resource("cart", "argoproj.io/Rollout", object.union({"strategy": {"canary": canary}}, more), {})

_steps := ["spec", "strategy", "canary", "steps"]

_timed := [{"setWeight": 20}, {"pause": {"duration": "10m"}}, {"setWeight": 60}, {"pause": {"duration": "10m"}}]

test_a_canary_that_nothing_watches_is_found if {
	_found([_rollout({"steps": _timed}, {})]) == {["unwatched", "cart", _steps]}
}

test_a_canary_without_shares_is_a_rolling_update if {
	_found([_rollout({"maxSurge": 1}, {})]) == set()
	_found([_rollout({"steps": [{"setWeight": 100}]}, {})]) == set()
	_found([_resource("cart", "argoproj.io/Rollout", {"strategy": {"blueGreen": {"activeService": "cart"}}}, {})]) == set()
}

test_an_analysis_is_enough if {
	_found([_rollout({"steps": _timed, "analysis": {"templates": [{"templateName": "errors"}]}}, {})]) == set()
	_found([_rollout({"steps": array.concat(_timed, [{"analysis": {"templates": []}}])}, {})]) == set()
	_found([_rollout({"steps": array.concat(_timed, [{"experiment": {"templates": []}}])}, {})]) == set()
	_found([_rollout({"steps": array.concat(_timed, [{"plugin": {"name": "acme/judge"}}])}, {})]) == set()
}

test_a_person_who_has_to_go_on_is_enough if {
	_found([_rollout({"steps": [{"setWeight": 20}, {"pause": {}}]}, {})]) == set()
	_found([_rollout({"steps": [{"setWeight": 20}, {"pause": null}]}, {})]) == set()
}

test_an_abort_by_deadline_is_enough if {
	_found([_rollout({"steps": _timed}, {"progressDeadlineAbort": true})]) == set()
	count(_found([_rollout({"steps": _timed}, {"progressDeadlineAbort": false})])) == 1
}

test_what_may_watch_is_open if {
	abort := _resource("cart", "argoproj.io/Rollout", {"strategy": {"canary": {"steps": _timed}}}, {"/spec/progressDeadlineAbort": true})
	_found([abort]) == {["unknown", "cart", ["spec", "progressDeadlineAbort"]]}
	analysis := _resource("cart", "argoproj.io/Rollout", {"strategy": {"canary": {"steps": _timed}}}, {"/spec/strategy/canary/analysis": true})
	_found([analysis]) == {["unknown", "cart", ["spec", "strategy", "canary", "analysis"]]}
}

test_a_skipped_analysis_is_found if {
	_found([_resource("cart", "flagger.app/Canary", {"skipAnalysis": true}, {})]) == {["skipped", "cart", ["spec", "skipAnalysis"]]}
	_found([_resource("cart", "flagger.app/Canary", {"skipAnalysis": false}, {})]) == set()
	_found([_resource("cart", "flagger.app/Canary", {}, {"/spec/skipAnalysis": true})]) == {["unknown", "cart", ["spec", "skipAnalysis"]]}
}

_service(v1, v2) := _resource(
	"cart", "networking.istio.io/VirtualService", {"http": [{"route": [
		{"destination": {"host": "cart", "subset": "v1"}, "weight": v1},
		{"destination": {"host": "cart", "subset": "v2"}, "weight": v2},
	]}]},
	{},
)

_rule(host, policy) := _resource("rule", "networking.istio.io/DestinationRule", {"host": host, "trafficPolicy": policy}, {})

test_a_split_whose_failing_pods_stay_is_found if {
	_found([_service(90, 10), _rule("cart", {})]) == {["not_ejected", "cart", ["spec", "http", 0, "route"]]}
	_found([_service(90, 10), _rule("cart.shop.svc.cluster.local", {})]) == {["not_ejected", "cart", ["spec", "http", 0, "route"]]}
}

test_a_split_that_is_none_is_quiet if {
	_found([_service(100, 0), _rule("cart", {})]) == set()
	_found([_service(90, 10), _rule("orders", {})]) == set()
	_found([_service(90, 10)]) == set()
}

test_outlier_detection_anywhere_is_enough if {
	_found([_service(90, 10), _rule("cart", {"outlierDetection": {}})]) == set()
	_found([_service(90, 10), _rule("cart", {"portLevelSettings": [{"outlierDetection": {"consecutive5xxErrors": 5}}]})]) == set()
	subsets := _resource("rule", "networking.istio.io/DestinationRule", {"host": "cart", "subsets": [{"name": "v2", "trafficPolicy": {"outlierDetection": {}}}]}, {})
	_found([_service(90, 10), subsets]) == set()
}

test_an_unknown_policy_is_open if {
	rule := _resource("rule", "networking.istio.io/DestinationRule", {"host": "cart"}, {"/spec/trafficPolicy/outlierDetection": true})
	_found([_service(90, 10), rule]) == {["unknown", "rule", ["spec", "trafficPolicy", "outlierDetection"]]}
}

test_a_split_that_a_rollout_or_flagger_moves_is_theirs if {
	routing := {"trafficRouting": {"istio": {"virtualService": {"name": "cart"}}}, "steps": [{"setWeight": 10}, {"pause": {}}]}
	_found([_service(90, 10), _rule("cart", {}), _resource("roll", "argoproj.io/Rollout", {"strategy": {"canary": routing}}, {})]) == set()
	_found([_service(90, 10), _rule("cart", {}), _resource("cart", "flagger.app/Canary", {}, {})]) == set()
}
