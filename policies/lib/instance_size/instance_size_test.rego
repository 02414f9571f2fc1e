package lib.instance_size_test

import data.lib.instance_size

test_sizes_are_in_order if {
	sizes := ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "16xlarge", "24xlarge", "metal"]
	units := [instance_size.units(concat(".", ["m5", size])) | some size in sizes]
	units == sort(units)
	count({unit | some unit in units}) == count(sizes)
}

test_a_size_alone_has_units_too if {
	instance_size.units("4xlarge") == 32
	instance_size.units("db.r6g.4xlarge") == 32
	instance_size.units("cache.t4g.micro") == 0.5
}

test_what_follows_the_size_does_not_matter if {
	instance_size.units("db.r5.8xlarge.tpc2.mem3x") == 64
	instance_size.units("m7i.metal-24xl") == 192
}

test_what_has_no_size_has_no_units if {
	not instance_size.units("db.serverless")
	not instance_size.units("huge")
	not instance_size.units("")
}
