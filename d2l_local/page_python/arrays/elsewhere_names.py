"""What MXNet and NumPy have more. This runs in the page, on MicroPython.

tools/make_elsewhere_names.py writes it.
"""

NP_ELSEWHERE = """
    NAN NINF NZERO NaN PINF PZERO alltrue apply_along_axis apply_over_axes arccosh argpartition
    argwhere array_equiv array_split arrayprint atleast_1d atleast_2d atleast_3d average
    bincount blackman broadcast_arrays choose column_stack compress copy copysign corrcoef
    correlate cov deg2rad delete diag_indices_from diagflat diagonal digitize divmod dsplit
    dstack ediff1d einsum empty empty_like extract fallback fallback_linalg finfo flatnonzero
    fliplr flipud float16 float_power frexp function_base genfromtxt hamming hanning histogram
    histogram2d histogram_bin_edges histogramdd hsplit i0 in1d indices inner insert int8 interp
    intersect1d io isclose isin isneginf isposinf ix_ lcm ldexp lexsort logspace
    may_share_memory min_scalar_type mirr modf moveaxis msort multiarray nan_to_num nanargmax
    nanargmin nancumprod nancumsum nanmax nanmedian nanmin nanpercentile nanprod nanquantile
    ndim nonzero npv packbits pad partition percentile piecewise poly polyadd polydiv polyfit
    polyint polymul polysub polyval positive ppmt product promote_types pv quantile rad2deg rate
    real resize result_type rollaxis roots rot90 row_stack searchsorted select set_printoptions
    setdiff1d setxor1d shape shares_memory signbit size sometrue spacing split stride_tricks
    take take_along_axis tensordot trapz tril tril_indices_from trim_zeros triu_indices_from
    uint8 union1d unpackbits unravel_index unwrap utils vander vdot vsplit
"""

NPX_ELSEWHERE = """
    Context arange_like batch_dot batch_flatten batch_norm cast check_call classproperty
    constraint_check convolution cpu cpu_pinned current_context deconvolution dropout embedding
    erfinv fully_connected gamma gammaln gather_nd get_cuda_compute_capability gpu
    gpu_memory_info image is_np_array is_np_shape layer_norm load multibox_detection
    multibox_prior multibox_target nonzero num_gpus one_hot pick pooling reset_np reshape
    reshape_like rnn roi_pooling save sequence_mask shape_array slice smooth_l1 topk utils
    waitall with_metaclass
"""

LINALG_ELSEWHERE = """
    cholesky cond det eig eigh eigvals eigvalsh fallback_linalg inv lstsq matrix_power
    matrix_rank multi_dot pinv qr slogdet solve svd tensorinv tensorsolve
"""

RANDOM_ELSEWHERE = """
    beta chisquare choice exponential gamma gumbel logistic lognormal multinomial
    multivariate_normal pareto power rand randint randn rayleigh shuffle weibull
"""

AUTOGRAD_ELSEWHERE = """
    Function Lock MXCallbackList NDArray Symbol array c_array c_array_buf c_handle_array
    check_call get_symbol grad mark_variables set_recording set_training string_types
"""

METHODS_ELSEWHERE = """
    as_in_context as_in_ctx broadcast_like context copyto ctx handle nonzero reshape_view
    slice_assign slice_assign_scalar stype take to_dlpack_for_read to_dlpack_for_write tostype
    writable
"""

NUMPY_ELSEWHERE = """
    False_ ScalarType True_ acos acosh angle apply_along_axis apply_over_axes arccosh
    argpartition argwhere array2string array_equiv array_repr array_split array_str asanyarray
    asarray asarray_chkfinite ascontiguousarray asfortranarray asin asinh asmatrix astype atan
    atan2 atanh atleast_1d atleast_2d atleast_3d average bartlett base_repr binary_repr bincount
    bitwise_count bitwise_invert bitwise_left_shift bitwise_right_shift blackman block bmat
    broadcast broadcast_arrays broadcast_shapes busday_count busday_offset busdaycalendar byte
    bytes_ c_ can_cast cdouble char character choose clongdouble column_stack common_type
    complex128 complex256 complex64 complexfloating compress concat conj conjugate convolve copy
    copysign copyto core corrcoef correlate cov cross csingle ctypeslib cumprod cumulative_prod
    cumulative_sum datetime64 datetime_as_string datetime_data deg2rad delete diag_indices
    diag_indices_from diagflat diagonal digitize divmod double dsplit dstack dtype dtypes
    ediff1d einsum einsum_path emath empty empty_like errstate euler_gamma exceptions exp2
    extract f2py fft fill_diagonal finfo flatiter flatnonzero flexible fliplr flipud float128
    float16 float_power floating floor_divide fmax fmin fmod format_float_positional
    format_float_scientific frexp from_dlpack frombuffer fromfile fromfunction fromiter
    frompyfunc fromregex fromstring gcd generic genfromtxt geomspace get_include
    get_printoptions getbufsize geterr geterrcall gradient half hamming hanning histogram
    histogram2d histogram_bin_edges histogramdd hsplit i0 iinfo imag index_exp indices inexact
    info inner insert int16 int8 int_ intc integer interp intersect1d intp is_busday isclose
    iscomplex iscomplexobj isdtype isfortran isin isnat isneginf isposinf isreal isrealobj
    isscalar issubdtype iterable ix_ kaiser kron lcm ldexp left_shift lexsort lib little_endian
    load loadtxt logaddexp logaddexp2 logical_and logical_or logical_xor logspace long
    longdouble longlong ma mask_indices matrix matrix_transpose matvec may_share_memory median
    memmap mgrid min_scalar_type mintypecode modf moveaxis nan_to_num nanargmax nanargmin
    nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile
    nanstd nansum nanvar ndenumerate ndim ndindex nditer nested_iters nextafter nonzero number
    object_ ogrid packbits pad partition percentile permute_dims piecewise place poly poly1d
    polyadd polyder polydiv polyfit polyint polymul polynomial polysub polyval positive pow
    printoptions promote_types put put_along_axis putmask quantile r_ rad2deg ravel_multi_index
    real real_if_close rec recarray record require resize result_type right_shift rollaxis roots
    rot90 row_stack s_ save savetxt savez savez_compressed sctypeDict searchsorted select
    set_printoptions setbufsize setdiff1d seterr seterrcall setxor1d shape shares_memory short
    show_config show_runtime signbit signedinteger sinc single size sort_complex spacing split
    str_ strings take take_along_axis tensordot test testing timedelta64 trapezoid tri tril
    tril_indices tril_indices_from trim_zeros triu triu_indices triu_indices_from typecodes
    typename typing ubyte ufunc uint uint16 uint32 uint64 uint8 uintc uintp ulong ulonglong
    union1d unique_all unique_counts unique_inverse unique_values unpackbits unravel_index
    unsignedinteger unstack unwrap ushort vander vdot vecdot vecmat vectorize void vsplit
"""

NUMPY_METHODS = """
    argpartition base byteswap choose compress conj conjugate ctypes cumprod data device
    diagonal dump dumps fill flags flat getfield imag itemsize mT nbytes partition put ravel
    real resize searchsorted setfield setflags strides to_device tobytes tofile trace view
"""
