# The direction of dependencies inside core: what each folder may use directly, lowest first. Read by core/CMakeLists.txt
# (targets) and by tests/layering/check.cmake (includes).
set(WEIGHTYARD_LAYERS base net store catalog settings git lfs prerequisites queue)
set(WEIGHTYARD_LAYER_base "")
set(WEIGHTYARD_LAYER_net base)
set(WEIGHTYARD_LAYER_store base)
set(WEIGHTYARD_LAYER_catalog base)
set(WEIGHTYARD_LAYER_settings base)
set(WEIGHTYARD_LAYER_git net)
set(WEIGHTYARD_LAYER_lfs git net store)
set(WEIGHTYARD_LAYER_prerequisites git net store settings)
set(WEIGHTYARD_LAYER_queue lfs catalog)

# weightyard_layer_closure(<folder> <variable>): everything <folder> may include, itself among it.
function(weightyard_layer_closure folder variable)
    set(closure ${folder})
    foreach(next IN LISTS WEIGHTYARD_LAYER_${folder})
        weightyard_layer_closure(${next} below)
        list(APPEND closure ${below})
    endforeach()
    list(REMOVE_DUPLICATES closure)
    set(${variable} "${closure}" PARENT_SCOPE)
endfunction()
