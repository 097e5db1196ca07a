"""Privacy before a remote model: identifiers masked, dates shifted, all restorable.

``mask`` makes a packet that may leave, ``restore`` brings what came back to the
original.  This lowers the risk that a person is recognised; it is no guarantee.
"""
