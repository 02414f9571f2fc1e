package lib.engine_version_test

import data.lib.engine_version

test_engines_count_their_numbers_differently if {
	engine_version.major("postgres", "15.4") == "15"
	engine_version.major("aurora-postgresql", "16.1") == "16"
	engine_version.major("postgres", "9.6.1") == "9.6"
	engine_version.major("mysql", "8.0.35") == "8.0"
	engine_version.major("aurora-mysql", "8.0.mysql_aurora.3.04.0") == "8.0"
	engine_version.major("mariadb", "10.11.6") == "10.11"
	engine_version.major("redis", "7.1") == "7"
	engine_version.major("redis", "6.x") == "6"
	engine_version.major("sqlserver-se", "15.00.4153.1.v1") == "15"
	engine_version.major("opensearch", "OpenSearch_2.11") == "2"
}

test_a_product_stands_before_the_numbers if {
	engine_version.product("OpenSearch_2.11") == "OpenSearch_"
	engine_version.product("15.4") == ""
}
