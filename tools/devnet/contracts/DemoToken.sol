// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// An honest token with six decimals, as stablecoins have: the whole supply starts with the deployer.
contract DemoToken is ERC20 {
    constructor(uint256 supply) ERC20("Demo Dollar", "DUSD") {
        _mint(msg.sender, supply);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
