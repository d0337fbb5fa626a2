"""The methods that NumPy's arrays had in 2020: an array with one element converts to a number.

Up to NumPy 2.3 an array with one element was as good as a number: ``float(a)``, ``int(a)``,
``'%.3f' % a``, ``math.exp(a)`` and ``b[0] = a`` took it, whatever its shape. Since NumPy 2.4 only
an array of shape () is. Old training loops are full of it: a loss of MXNet's has shape (1,).

Python lets nobody set a method of a class written in C, so this goes below Python: the method is
put into the class's dictionary, and the two places that ``float()`` and ``int()`` look at (*slots*
of the class) are pointed to CPython's own function that asks the dictionary. Before anything is
written, CPython's public function that reads slots must find the same values there; where it does
not (another Python), nothing is touched.
"""

import ctypes
import gc

import numpy


def methods_of_2020():
    """Return a dict of the methods that this NumPy's arrays lack, or that refuse what they took."""
    version = numpy.lib.NumpyVersion(numpy.__version__)
    methods = {}
    if version >= "2.0.0":  # some releases keep a method of this name, which says that it is gone
        methods.update(itemset=itemset, ptp=ptp, newbyteorder=newbyteorder)
    if not hasattr(numpy.ndarray, "tostring"):
        methods.update(tostring=tostring)
    if version >= "1.25.0":  # converting is deprecated there, and refused since 2.4
        kinds = {"__float__": float, "__int__": int, "__complex__": complex}
        methods.update({name: converting(name, kind) for name, kind in kinds.items()})
    if version >= "2.1.0":
        methods["nonzero"] = nonzero_of_a_number()
    return methods


def converting(name, kind):
    """Return the method that makes a number of an array with one element, of any shape."""
    today = getattr(numpy.ndarray, name)

    def method(self):
        return kind(self.item()) if self.size == 1 else today(self)

    return method


def nonzero_of_a_number():
    """Return the method ``nonzero`` that takes an array of shape () for one with one element."""
    today = numpy.ndarray.nonzero

    def nonzero(self):
        return today(self.reshape(1) if self.ndim == 0 else self)

    return nonzero


def tostring(self, order="C"):
    return self.tobytes(order)


def itemset(self, *position_and_value):
    *position, value = position_and_value
    if len(position) == 1 and not isinstance(position[0], tuple):
        self.flat[position[0]] = value
    else:
        self[position[0] if len(position) == 1 else tuple(position)] = value


def ptp(self, axis=None, out=None, keepdims=False):
    return numpy.ptp(self, axis=axis, out=out, keepdims=keepdims)


def newbyteorder(self, new_order="S"):
    return self.view(self.dtype.newbyteorder(new_order))


# Below Python -------------------------------------------------------------------------------------

WORD = ctypes.sizeof(ctypes.c_void_p)
# Where a class keeps the address of its number slots (PyTypeObject.tp_as_number), and for each of
# two of them its place there (PyNumberMethods) and its public number (typeslots.h).
NUMBER_SLOTS = object.__basicsize__ + 10 * WORD
SLOTS = {"__int__": (16, 26), "__float__": (18, 11)}

read_slot = ctypes.pythonapi.PyType_GetSlot
read_slot.argtypes, read_slot.restype = (ctypes.py_object, ctypes.c_int), ctypes.c_void_p


class AsksItsDictionary:
    """A class of Python's own: its slots hold CPython's function that looks a method up."""

    def __int__(self):
        return 0

    def __float__(self):
        return 0.0


def can_be_set():
    """Say whether the slots are where this module writes them."""
    try:
        return all(
            slot_at(number_slots(type_), name).value == read_slot(type_, number)
            for type_ in (numpy.ndarray, AsksItsDictionary)
            for name, (_, number) in SLOTS.items()
        )
    except (AttributeError, ValueError):
        return False


def number_slots(type_):
    """Return the address of a class's number slots."""
    return ctypes.c_void_p.from_address(id(type_) + NUMBER_SLOTS).value


def slot_at(table, name):
    """Return the slot of a method, to be read and written as its ``value``."""
    return ctypes.c_void_p.from_address(table + SLOTS[name][0] * WORD)


def set_methods(methods):
    """Put methods into ``numpy.ndarray``; return a function that puts back what was there."""
    names = gc.get_referents(vars(numpy.ndarray))[0]  # the dictionary behind its read-only view
    before = {name: names[name] for name in methods if name in names}
    slots = []
    for name in SLOTS.keys() & methods.keys():
        asking = read_slot(AsksItsDictionary, SLOTS[name][1])
        today = read_slot(numpy.ndarray, SLOTS[name][1])
        for type_ in [numpy.ndarray, *subclasses(numpy.ndarray)]:
            if read_slot(type_, SLOTS[name][1]) == today:  # has no method of its own
                slots.append((slot_at(number_slots(type_), name), today, asking))

    def change(dictionary_gets, dictionary_loses, place):
        for name in dictionary_loses:
            del names[name]
        names.update(dictionary_gets)
        for slot, *values in slots:
            slot.value = values[place]
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(numpy.ndarray))

    change(methods, (), 1)
    return lambda: change(before, methods.keys() - before.keys(), 0)


def subclasses(type_):
    """Return every class derived from this one."""
    direct = type.__subclasses__(type_)
    return [*direct, *(one for child in direct for one in subclasses(child))]
