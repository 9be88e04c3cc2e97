// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// Refuses without reverting: once `stopped`, a transfer moves nothing, logs nothing and returns false, while
/// the transaction itself succeeds (status 1). Older tokens on mainnet behave like this.
contract FalseToken is ERC20 {
    bool public stopped;
    address public immutable keeper;

    constructor(uint256 supply) ERC20("False Dollar", "XUSD") {
        keeper = msg.sender;
        _mint(msg.sender, supply);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// Lets deposits happen first: the deployer stops the token afterwards.
    function stop(bool value) external {
        require(msg.sender == keeper, "only the keeper");
        stopped = value;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return stopped ? false : super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return stopped ? false : super.transferFrom(from, to, value);
    }
}
