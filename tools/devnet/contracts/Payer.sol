// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// Deposits made by a contract: ether that arrives by an internal call (no transaction names the recipient)
/// and tokens whose Transfer log names this contract as sender.
contract Payer {
    using SafeERC20 for IERC20;

    receive() external payable {}

    /// Pays the ether of this call on.
    function payOn(address payable to) external payable {
        _pay(to, msg.value);
    }

    /// Pays ether that lies here.
    function payOut(address payable to, uint256 amount) external {
        _pay(to, amount);
    }

    /// Pays several recipients in one transaction.
    function payMany(address payable[] calldata to, uint256 amountEach) external payable {
        for (uint256 i = 0; i < to.length; i++) _pay(to[i], amountEach);
    }

    /// Pays tokens that lie here.
    function payTokens(IERC20 token, address to, uint256 amount) external {
        token.safeTransfer(to, amount);
    }

    /// Pays, then reverts everything: a deposit that must not be credited.
    function payAndRevert(address payable to) external payable {
        _pay(to, msg.value);
        revert("paid and reverted");
    }

    /// Pays in an inner call that reverts, while the transaction itself succeeds: not a deposit either.
    function payInVain(address payable to) external payable {
        try this.payAndRevert{value: msg.value}(to) {} catch {}
    }

    function _pay(address payable to, uint256 amount) private {
        (bool sent, ) = to.call{value: amount}("");
        require(sent, "the recipient refused");
    }
}
