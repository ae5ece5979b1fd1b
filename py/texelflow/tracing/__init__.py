"""Trace once, replay: what ``tf.function`` is made of.

``tracer`` watches a Python function run on symbols and writes down a ``graph`` of ops; ``passes``
make the graph smaller; ``launches`` lowers what is left to draws and fuses those; ``recording``
gives the draws textures and hands the command words to the device, which replays them; ``function``
chooses the recording that fits a call.
"""
