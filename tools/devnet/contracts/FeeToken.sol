// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// Keeps one percent of every transfer: the recipient gets less than the call asked for, and only the
/// Transfer logs tell (one of them goes to the collector).
contract FeeToken is ERC20 {
    uint256 public constant FEE_BASIS_POINTS = 100;
    address public immutable collector;

    constructor(uint256 supply) ERC20("Fee Dollar", "FUSD") {
        collector = msg.sender;
        _mint(msg.sender, supply);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0) || from == collector) {
            super._update(from, to, value);
            return;
        }
        uint256 fee = value * FEE_BASIS_POINTS / 10_000;
        super._update(from, collector, fee);
        super._update(from, to, value - fee);
    }
}
