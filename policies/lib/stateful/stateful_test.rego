package lib.stateful_test

import data.lib.stateful

_replica(object, unknown) := {"type": "aws_db_instance", "before": {"object": object, "unknown": unknown}}

test_buckets_and_databases_keep_data if {"aws_s3_bucket", "aws_db_instance"} & stateful.types == {"aws_s3_bucket", "aws_db_instance"}

test_roles_keep_none if not "aws_iam_role" in stateful.types

test_a_replica_is_a_copy if stateful.copy(_replica({"replicate_source_db": "main"}, {}))

test_what_may_be_a_replica_is_one if stateful.copy(_replica({}, {"/replicate_source_db": true}))

test_a_database_is_none if not stateful.copy(_replica({}, {}))
