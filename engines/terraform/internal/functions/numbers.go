package functions

import (
	"errors"
	"math/big"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

var sum = computed([]function.Parameter{dynamic}, nil, func(args []cty.Value) (cty.Value, error) {
	if !args[0].IsWhollyKnown() || !args[0].CanIterateElements() {
		return cty.UnknownVal(cty.Number), nil
	}
	total := cty.Zero
	for _, element := range args[0].AsValueSlice() {
		number, err := convert.Convert(element, cty.Number)
		if err != nil || number.IsNull() {
			return cty.NilVal, errors.New("not a number")
		}
		total = total.Add(number)
	}
	return total, nil
})

var (
	allTrue = everyBool(func(results []bool) bool {
		for _, result := range results {
			if !result {
				return false
			}
		}
		return true
	})
	anyTrue = everyBool(func(results []bool) bool {
		for _, result := range results {
			if result {
				return true
			}
		}
		return false
	})
)

func everyBool(judge func([]bool) bool) function.Function {
	return computed([]function.Parameter{dynamic}, nil, func(args []cty.Value) (cty.Value, error) {
		if !args[0].IsWhollyKnown() || !args[0].CanIterateElements() {
			return cty.UnknownVal(cty.Bool), nil
		}
		results := []bool{}
		for _, element := range args[0].AsValueSlice() {
			value, err := convert.Convert(element, cty.Bool)
			if err != nil {
				return cty.NilVal, err
			}
			results = append(results, !value.IsNull() && value.True())
		}
		return cty.BoolVal(judge(results)), nil
	})
}

var numberParameter = function.Parameter{Name: "number", Type: cty.Number}

func cidr(run func(prefix netip.Prefix, numbers []int) (cty.Value, error), result cty.Type, numbers ...function.Parameter) function.Function {
	return cidrSpec(run, result, numbers, nil)
}

func cidrSpec(run func(netip.Prefix, []int) (cty.Value, error), result cty.Type, params []function.Parameter, varParam *function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params: append([]function.Parameter{textParameter("prefix")}, params...), VarParam: varParam,
		Type: function.StaticReturnType(result),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			prefix, err := netip.ParsePrefix(args[0].AsString())
			if err != nil {
				return cty.UnknownVal(result), err
			}
			var numbers []int
			for at := range args[1:] {
				number, _ := whole(args, at+1)
				numbers = append(numbers, number)
			}
			return run(prefix.Masked(), numbers)
		},
	})
}

var (
	cidrHost = cidr(func(prefix netip.Prefix, numbers []int) (cty.Value, error) {
		offset := big.NewInt(int64(numbers[0]))
		if numbers[0] < 0 {
			hosts := new(big.Int).Lsh(big.NewInt(1), uint(prefix.Addr().BitLen()-prefix.Bits()))
			offset.Add(offset, hosts)
		}
		address, err := moved(prefix.Addr(), offset)
		if err != nil || !prefix.Contains(address) {
			return cty.UnknownVal(cty.String), errors.New("no such host")
		}
		return cty.StringVal(address.String()), nil
	}, cty.String, numberParameter)

	cidrNetmask = cidr(func(prefix netip.Prefix, _ []int) (cty.Value, error) {
		if !prefix.Addr().Is4() {
			return cty.UnknownVal(cty.String), errors.New("not IPv4")
		}
		mask := uint32(0xFFFFFFFF) << (32 - prefix.Bits())
		return cty.StringVal(netip.AddrFrom4([4]byte{byte(mask >> 24), byte(mask >> 16), byte(mask >> 8), byte(mask)}).String()), nil
	}, cty.String)

	cidrSubnet = cidr(func(prefix netip.Prefix, numbers []int) (cty.Value, error) {
		bits := prefix.Bits() + numbers[0]
		subnet, err := subnetAt(prefix, bits, big.NewInt(int64(numbers[1])))
		if err != nil {
			return cty.UnknownVal(cty.String), err
		}
		return cty.StringVal(subnet.String()), nil
	}, cty.String, numberParameter, numberParameter)

	cidrSubnets = cidrSpec(func(prefix netip.Prefix, numbers []int) (cty.Value, error) {
		var subnets []cty.Value
		next := prefix.Addr()
		for _, more := range numbers {
			subnet, err := alignedSubnet(prefix, next, prefix.Bits()+more)
			if err != nil {
				return cty.UnknownVal(cty.List(cty.String)), err
			}
			subnets = append(subnets, cty.StringVal(subnet.String()))
			size := new(big.Int).Lsh(big.NewInt(1), uint(subnet.Addr().BitLen()-subnet.Bits()))
			if next, err = moved(subnet.Addr(), size); err != nil {
				return cty.UnknownVal(cty.List(cty.String)), err
			}
		}
		if len(subnets) == 0 {
			return cty.ListValEmpty(cty.String), nil
		}
		return cty.ListVal(subnets), nil
	}, cty.List(cty.String), nil, &numberParameter)
)

var errNoSubnet = errors.New("no such subnet")

func moved(address netip.Addr, offset *big.Int) (netip.Addr, error) {
	sum := new(big.Int).Add(new(big.Int).SetBytes(address.AsSlice()), offset)
	if sum.Sign() < 0 || sum.BitLen() > address.BitLen() {
		return address, errNoSubnet
	}
	result, _ := netip.AddrFromSlice(sum.FillBytes(make([]byte, address.BitLen()/8)))
	return result, nil
}

func subnetAt(prefix netip.Prefix, bits int, number *big.Int) (netip.Prefix, error) {
	length := prefix.Addr().BitLen()
	if bits < prefix.Bits() || bits > length || number.Sign() < 0 || number.BitLen() > bits-prefix.Bits() {
		return prefix, errNoSubnet
	}
	address, err := moved(prefix.Addr(), new(big.Int).Lsh(number, uint(length-bits)))
	return netip.PrefixFrom(address, bits), err
}

func alignedSubnet(prefix netip.Prefix, from netip.Addr, bits int) (netip.Prefix, error) {
	if bits < prefix.Bits() || bits > prefix.Addr().BitLen() {
		return prefix, errNoSubnet
	}
	subnet := netip.PrefixFrom(from, bits).Masked()
	if subnet.Addr() != from {
		size := new(big.Int).Lsh(big.NewInt(1), uint(from.BitLen()-bits))
		address, err := moved(subnet.Addr(), size)
		if err != nil {
			return prefix, err
		}
		subnet = netip.PrefixFrom(address, bits)
	}
	if !prefix.Contains(subnet.Addr()) {
		return prefix, errNoSubnet
	}
	return subnet, nil
}
