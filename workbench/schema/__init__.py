"""The ground floor: strict, frozen models of packet, case, policy and determination."""
